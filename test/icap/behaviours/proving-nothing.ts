import { setTimeout as wait } from 'node:timers/promises';
import { chunked, modified, noModification } from '../answers.ts';
import type { NamedBehaviour } from './named-behaviour.ts';
import { answers, answersAndHolds, block, deadline, noProof, page, refused, small } from './named-behaviour.ts';

const flipped = Buffer.from(small);
flipped[1_000] = (flipped[1_000] ?? 0) ^ 1;

/** Servers whose answer is well formed and proves nothing. */
export const provingNothing: readonly NamedBehaviour[] = [
  {
    name: '204 as soon as we connect, and nothing is read',
    behaviour: ({ socket }) => {
      socket.pause();
      socket.write(noModification());
    },
    file: 'large',
    ...noProof,
  },
  {
    name: '204 after the head of a large file',
    behaviour: async ({ head, socket }) => {
      await head;
      socket.pause();
      socket.write(noModification());
    },
    file: 'large',
    ...noProof,
  },
  {
    name: '200 with an empty body after the head of a large file',
    behaviour: async ({ head, socket }) => {
      await head;
      socket.pause();
      socket.write(modified({ framed: '0\r\n\r\n' }));
    },
    file: 'large',
    ...noProof,
  },
  {
    name: '204 to a small file that has left us and is never read',
    behaviour: async ({ socket }) => {
      socket.pause();
      await wait(100);
      socket.write(noModification());
    },
    ...deadline,
  },
  {
    name: '204, and a finding behind it a moment later',
    behaviour: async ({ whole, socket }) => {
      socket.allowHalfOpen = true;
      await whole;
      socket.write(noModification());
      await wait(20);
      socket.write(modified({ icapLines: ['X-Infection-Found: Type=0; Resolution=2; Threat=Eicar;'], httpStatus: block, framed: page }));
    },
    ...noProof,
  },
  {
    name: '204 on the preview, which is not the whole file',
    behaviour: answers(noModification()),
    previewBytes: 1_024,
    ...noProof,
  },
  {
    name: '100 Continue with a 204 right behind it',
    behaviour: answers('ICAP/1.0 100 Continue\r\n\r\n', noModification()),
    previewBytes: 1_024,
    ...refused,
  },
  {
    name: '100 Continue a second time',
    behaviour: async ({ lastChunks, socket }) => {
      await lastChunks(1);
      socket.write('ICAP/1.0 100 Continue\r\n\r\n');
      await lastChunks(2);
      socket.write('ICAP/1.0 100 Continue\r\n\r\n');
    },
    previewBytes: 1_024,
    ...refused,
  },
  {
    name: '100 Continue though the preview was the whole file',
    behaviour: answersAndHolds('ICAP/1.0 100 Continue\r\n\r\n'),
    previewBytes: 1_000_000,
    ...refused,
  },
  { name: '100 Continue that nobody asked for', behaviour: answersAndHolds('ICAP/1.0 100 Continue\r\n\r\n'), ...refused },
  { name: 'an echo that ends early, well formed', behaviour: answers(modified({ framed: chunked(small.subarray(0, 700)) })), ...noProof },
  { name: 'an echo with one bit turned', behaviour: answers(modified({ framed: chunked(flipped) })), ...noProof },
  {
    name: 'an echo with one byte more',
    behaviour: answers(modified({ framed: chunked(Buffer.concat([small, Buffer.of(10)])) })),
    ...noProof,
  },
  { name: 'an empty echo', behaviour: answers(modified({ framed: '0\r\n\r\n' })), ...noProof },
  { name: '200 without a body', behaviour: answers(modified({})), ...noProof },
  { name: '200 without anything inside', behaviour: answers('ICAP/1.0 200 OK\r\n\r\n'), ...noProof },
  { name: 'another page than the file', behaviour: answers(modified({ framed: page })), ...noProof },
  {
    name: 'the same bytes under HTTP 302',
    behaviour: answers(modified({ httpStatus: '302 Found', framed: chunked(small) })),
    ...noProof,
  },
  {
    name: '204 that carries a body',
    behaviour: answers(noModification('Encapsulated: res-body=0'), chunked(small)),
    ...noProof,
  },
  { name: '204 with a second answer behind it', behaviour: answers(noModification(), modified({ httpStatus: block })), ...noProof },
  {
    name: 'the engine is not loaded',
    behaviour: answers('ICAP/1.0 204 OK\r\nISTag: "CI0001-1B2M2Y8AsgTpgAmY7PhCfgAA"\r\n\r\n'),
    expects: 'unavailable',
    because: 'engine_missing',
  },
  ...[
    '201 Created',
    '206 Partial Content',
    '302 Found',
    '400 Bad request',
    '404 Service not found',
    '405 Not allowed',
    '408 Timeout',
    '500 Error',
    '502 Bad',
    '503 Overloaded',
    '505 Version',
  ].map((status) => ({
    name: `ICAP ${status}`,
    behaviour: answers(`ICAP/1.0 ${status}\r\nEncapsulated: null-body=0\r\n\r\n`),
    ...refused,
  })),
];
