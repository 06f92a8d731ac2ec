import { chunked, modified, noModification } from '../answers.ts';
import type { NamedBehaviour } from './named-behaviour.ts';
import { answers, answersAndHolds, endless, malformed, small } from './named-behaviour.ts';

/** Servers whose answer is not one, or has no end. */
export const malformedAnswers: readonly NamedBehaviour[] = [
  { name: 'HTTP instead of ICAP', behaviour: answers('HTTP/1.1 204 No Content\r\n\r\n'), ...malformed },
  { name: 'ICAP/2.0', behaviour: answers('ICAP/2.0 204 OK\r\n\r\n'), ...malformed },
  { name: 'a status of four digits', behaviour: answers('ICAP/1.0 2040 OK\r\n\r\n'), ...malformed },
  { name: 'a status in words', behaviour: answers('ICAP/1.0 OK 204\r\n\r\n'), ...malformed },
  { name: 'bare line feeds', behaviour: answers(noModification('X-A: 1').replaceAll('\r\n', '\n'), '\r\n\r\n'), ...malformed },
  {
    name: 'a bare line feed that hides a field',
    behaviour: answers(noModification('X-A: 1\nX-Infection-Found: Threat=Eicar')),
    ...malformed,
  },
  { name: 'a status line over two lines', behaviour: answers('ICAP/1.0 204 OK\r\n X-Infection-Found: Threat=Eicar\r\n\r\n'), ...malformed },
  { name: 'a field with a blank before its colon', behaviour: answers(noModification('X-Infection-Found : Threat=Eicar')), ...malformed },
  { name: 'a line without a colon', behaviour: answers(noModification('no colon here')), ...malformed },
  { name: 'a zero byte in a field', behaviour: answers(noModification('X-A: a\0b')), ...malformed },
  { name: 'a TLS alert', behaviour: answersAndHolds(`\x15\x03\x01\x00\x02\x02\x28${'\0'.repeat(20_000)}`), ...malformed },
  { name: 'a head of a megabyte', behaviour: endless('ICAP/1.0 204 OK\r\n', 'X-Filler: yes\r\n'), ...malformed },
  { name: 'one field line without end', behaviour: endless('ICAP/1.0 204 OK\r\nX-A: ', 'a'), ...malformed },
  { name: 'a body without end', behaviour: endless(modified({ framed: '' }), `1000\r\n${'a'.repeat(4_096)}\r\n`), ...malformed },
  { name: 'chunks of one byte without end', behaviour: endless(modified({ framed: '' }), '1\r\na\r\n'), ...malformed },
  { name: 'a chunk extension without end', behaviour: endless(modified({ framed: '1;' }), 'a'), ...malformed },
  {
    name: 'a trailer that is no field',
    behaviour: answersAndHolds(modified({ framed: chunked(small).replace(/\r\n\r\n$/, '\r\nX-Infection-Found : Threat=Eicar\r\n\r\n') })),
    ...malformed,
  },
  { name: 'trailers without end', behaviour: endless(modified({ framed: '0\r\n' }), 'X-A: a\r\n'), ...malformed },
  ...['FFFFFFFFFFFFFFFF', 'ffffffff', '-1', '0x10', '1 0', '', ' 10', '1g'].map((size) => ({
    name: `a chunk size of “${size}”`,
    behaviour: answersAndHolds(modified({ framed: `${size}\r\nabc\r\n0\r\n\r\n` })),
    ...malformed,
  })),
  { name: 'a chunk longer than its size', behaviour: answersAndHolds(modified({ framed: '2\r\nabc\r\n0\r\n\r\n' })), ...malformed },
  ...[
    'Encapsulated: res-hdr=0, res-body=99999999',
    'Encapsulated: res-hdr=0, res-body=60000',
    'Encapsulated: res-hdr=-1, res-body=19',
    'Encapsulated: res-hdr=5, res-body=19',
    'Encapsulated: res-body=19, res-hdr=0',
    'Encapsulated: opt-body=0',
    'Encapsulated: res-hdr=0',
    'Encapsulated: ',
    'Encapsulated: null-body=0\r\nEncapsulated: null-body=0',
    'Encapsulated: res-hdr=0, res-body=18',
  ].map((encapsulated) => ({
    name: `“${encapsulated.replace('\r\n', '” and “')}”`,
    behaviour: answersAndHolds(modified({ encapsulated, framed: chunked(small) })),
    ...malformed,
  })),
  {
    name: 'HTTP inside that is no HTTP',
    behaviour: answers('ICAP/1.0 200 OK\r\nEncapsulated: res-hdr=0, res-body=9\r\n\r\nhello\r\n\r\n', chunked(small)),
    ...malformed,
  },
];
