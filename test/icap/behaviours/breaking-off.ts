import { setTimeout as wait } from 'node:timers/promises';
import type { NamedBehaviour } from './named-behaviour.ts';
import { answers, answersAndHolds, deadline, echo, truncated } from './named-behaviour.ts';

/** Servers that break off, or never come to an end. */
export const breakingOff: readonly NamedBehaviour[] = [
  { name: 'closes as soon as we connect', behaviour: ({ socket }) => socket.destroy(), expects: 'unavailable', because: 'not_reached' },
  {
    name: 'resets as soon as we connect',
    behaviour: ({ socket }) => socket.resetAndDestroy(),
    expects: 'unavailable',
    because: 'not_reached',
  },
  {
    name: 'closes after the file without a word',
    behaviour: async ({ whole, socket }) => {
      await whole;
      socket.end();
    },
    expects: 'unavailable',
    because: 'not_reached',
  },
  {
    name: 'resets in the middle of a large file',
    behaviour: async ({ head, socket }) => {
      await head;
      socket.resetAndDestroy();
    },
    file: 'large',
    expects: 'unavailable',
    because: 'not_reached',
  },
  { name: 'closes after “ICAP/1.0 20”', behaviour: answers('ICAP/1.0 20'), ...truncated },
  { name: 'closes before the empty line', behaviour: answers('ICAP/1.0 204 OK\r\nISTag: "a"\r\n'), ...truncated },
  {
    name: 'closes after the head of a 200',
    behaviour: answers('ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=19\r\n\r\n'),
    ...truncated,
  },
  { name: 'closes in the middle of a chunk', behaviour: answers(echo.slice(0, -400)), ...truncated },
  { name: 'closes before the last chunk', behaviour: answers(echo.slice(0, -5)), ...truncated },
  { name: 'closes in the middle of the last chunk', behaviour: answers(echo.slice(0, -2)), ...truncated },
  { name: 'never answers', behaviour: () => undefined, ...deadline },
  { name: 'never reads', behaviour: ({ socket }) => void socket.pause(), file: 'large', ...deadline },
  { name: 'begins to answer and stops', behaviour: answersAndHolds('ICAP/1.0 204 OK\r\n'), ...deadline },
  { name: 'echoes all but the last chunk and stops', behaviour: answersAndHolds(echo.slice(0, -5)), ...deadline },
  {
    name: 'sends a byte now and then for ever',
    behaviour: async ({ whole, socket }) => {
      await whole;
      socket.write('ICAP/1.0 204 OK\r\nX-A: ');
      while (!socket.destroyed) {
        socket.write('a');
        await wait(20);
      }
    },
    ...deadline,
  },
];
