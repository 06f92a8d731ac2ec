import { setTimeout as wait } from 'node:timers/promises';
import { chunked, modified, noModification } from '../answers.ts';
import type { NamedBehaviour } from './named-behaviour.ts';
import { answers, clean, echo, small } from './named-behaviour.ts';

/** Servers that look at the file and say what they found. */
export const honest: readonly NamedBehaviour[] = [
  { name: '204 after the whole file', behaviour: answers(noModification('Encapsulated: null-body=0')), ...clean },
  { name: '204 without an Encapsulated field', behaviour: answers(noModification()), ...clean },
  { name: '200 with the same bytes', behaviour: answers(echo), ...clean },
  { name: '200 with the same bytes in chunks of one', behaviour: answers(modified({ framed: chunked(small, 1) })), ...clean },
  {
    name: '200 with the same bytes, chunk extensions and trailers',
    behaviour: answers(modified({ framed: chunked(small, 500, ' ; name="value"').replace(/\r\n\r\n$/, '\r\nX-Checked: yes\r\n\r\n') })),
    ...clean,
  },
  { name: '204 with folded and oddly spelt fields', behaviour: answers(noModification('sErViCe: one\r\n two\r\n\tthree')), ...clean },
  {
    name: '204 that comes byte by byte',
    behaviour: async ({ whole, socket }) => {
      await whole;
      for (const byte of Buffer.from(noModification(), 'latin1')) {
        socket.write(Buffer.of(byte));
        await wait(1);
      }
    },
    ...clean,
  },
  {
    name: 'preview, 100 Continue, then 204',
    behaviour: async ({ lastChunks, socket, say }) => {
      await lastChunks(1);
      socket.write('ICAP/1.0 100 Continue\r\n\r\n');
      await lastChunks(2);
      say(noModification());
    },
    previewBytes: 1_024,
    ...clean,
  },
  { name: 'preview that is the whole file, then 204', behaviour: answers(noModification()), previewBytes: 1_000_000, ...clean },
  { name: '204 after a large file', behaviour: answers(noModification()), file: 'large', ...clean },
];
