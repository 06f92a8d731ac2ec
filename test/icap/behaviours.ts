import { setTimeout as wait } from 'node:timers/promises';
import type { ScanVerdict } from '../../core/attachments/verdict.ts';
import { chunked, modified, noModification } from './answers.ts';
import type { Behaviour } from './lying-server.ts';

/** A server's way to answer, and what it has to come to. */
export interface NamedBehaviour {
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly expects: ScanVerdict['verdict'];
  /** The reason, or the threat. */
  readonly because?: string;
  /** `large` doesn't fit the buffers between two sockets, so that it can't have been sent while nobody reads. */
  readonly file?: 'small' | 'large';
  readonly previewBytes?: number;
}

/** The file that is sent. */
export const small = Buffer.from('A file of a few bytes, with some more so that it can be cut.\n'.repeat(40), 'latin1');
/** 32 MiB: Linux keeps at most some 10 MiB between two loopback sockets. */
export const large = Buffer.alloc(32 * 1_048_576, 'dossier');

const block = '403 Forbidden';
const page = chunked(Buffer.from('<html>blocked</html>'));
const echo = modified({ framed: chunked(small) });

/** Answers with a fixed text once the whole file is in. */
function answers(...parts: (string | Uint8Array)[]): Behaviour {
  return async ({ whole, say }) => {
    await whole;
    say(...parts);
  };
}

/** Answers so and keeps the connection open: what is missing never comes. */
function answersAndHolds(text: string): Behaviour {
  return async ({ whole, socket }) => {
    await whole;
    socket.write(Buffer.from(text, 'latin1'));
  };
}

/** An answer that repeats a piece until nobody listens. */
function endless(opening: string, piece: string): Behaviour {
  return async ({ whole, socket }) => {
    await whole;
    socket.write(Buffer.from(opening, 'latin1'));
    const block64k = Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length)), 'latin1');
    while (!socket.destroyed) {
      if (!socket.write(block64k)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), wait(50)]);
    }
  };
}

const clean = { expects: 'clean' } as const;
const malformed = { expects: 'unavailable', because: 'malformed' } as const;
const refused = { expects: 'unavailable', because: 'refused' } as const;
const noProof = { expects: 'unavailable', because: 'no_proof' } as const;
const truncated = { expects: 'unavailable', because: 'truncated' } as const;
const deadline = { expects: 'unavailable', because: 'deadline' } as const;
const eicar = { expects: 'infected', because: 'Eicar' } as const;

const flipped = Buffer.from(small);
flipped[1_000] = (flipped[1_000] ?? 0) ^ 1;

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

/** Servers that name a threat, in every way we know of. None of them may be taken for a fault, and none for clean. */
export const finding: readonly NamedBehaviour[] = [
  {
    name: 'c-icap’s way: two fields, one over five lines, and a block page',
    behaviour: answers(
      modified({
        icapLines: ['X-Infection-Found: Type=0; Resolution=2; Threat=Eicar;', 'X-Violations-Found: 1\r\n\t-\r\n\tEicar\r\n\t0\r\n\t0'],
        httpStatus: block,
        framed: page,
      }),
    ),
    ...eicar,
  },
  { name: 'a threat in a 204', behaviour: answers(noModification('X-Infection-Found: Type=0; Resolution=2; Threat=Eicar;')), ...eicar },
  {
    name: 'a threat beside an echo of the same bytes',
    behaviour: answers(modified({ icapLines: ['X-Infection-Found: Type=0; Resolution=0; Threat=Eicar;'], framed: chunked(small) })),
    ...eicar,
  },
  { name: 'a field in capitals', behaviour: answers(noModification('X-INFECTION-FOUND:Threat=Eicar')), ...eicar },
  { name: 'a field in small letters', behaviour: answers(noModification('x-infection-found:Type=0;threat=Eicar;')), ...eicar },
  {
    name: 'a field folded before its value',
    behaviour: answers(noModification('X-Infection-Found:\r\n Type=0;\r\n\tResolution=2;\r\n Threat=Eicar;')),
    ...eicar,
  },
  { name: 'X-Virus-ID alone', behaviour: answers(noModification('X-Virus-ID: Eicar')), ...eicar },
  {
    name: 'X-Violations-Found alone',
    behaviour: answers(noModification('X-Violations-Found: 1\r\n\t-\r\n\tEicar\r\n\t0\r\n\t0')),
    ...eicar,
  },
  {
    name: 'a threat named in the HTTP head only',
    behaviour: answers(modified({ httpLines: ['X-Virus-ID: Eicar'], framed: chunked(small) })),
    ...eicar,
  },
  { name: 'an empty infection field', behaviour: answers(noModification('X-Infection-Found:')), expects: 'infected', because: 'unnamed' },
  { name: 'a block page without a field', behaviour: answers(modified({ httpStatus: block, framed: page })), expects: 'infected' },
  { name: 'a block page without a body', behaviour: answers(modified({ httpStatus: block })), expects: 'infected' },
  {
    name: 'HTTP 500 around the same bytes',
    behaviour: answers(modified({ httpStatus: '500 Oops', framed: chunked(small) })),
    expects: 'infected',
  },
  {
    name: 'a threat while we still send a large file',
    behaviour: async ({ head, socket }) => {
      await head;
      socket.pause();
      socket.write(noModification('X-Infection-Found: Threat=Eicar;'));
    },
    file: 'large',
    ...eicar,
  },
  {
    name: 'a threat’s name with line breaks and markup in it',
    behaviour: answers(noModification('X-Infection-Found: Threat=Ei<b>\r\n car</b>;')),
    expects: 'infected',
    because: 'Ei b car /b',
  },
  {
    name: 'a limit',
    behaviour: answers(modified({ icapLines: ['X-Infection-Found: Threat=Heuristics.Limits.Exceeded.MaxFiles;'], httpStatus: block })),
    expects: 'unscannable',
    because: 'over_limits',
  },
  {
    name: 'encryption',
    behaviour: answers(modified({ icapLines: ['X-Infection-Found: Threat=Heuristics.Encrypted.Zip;'], httpStatus: block })),
    expects: 'unscannable',
    because: 'encrypted',
  },
  {
    name: 'a finding without a name',
    behaviour: answers(modified({ icapLines: ['X-Infection-Found: Threat=(null);'], httpStatus: block })),
    expects: 'unscannable',
    because: 'unreadable',
  },
  {
    name: 'a limit, and a threat beside it',
    behaviour: answers(
      noModification(
        'X-Infection-Found: Threat=Heuristics.Limits.Exceeded.MaxFiles;',
        'X-Violations-Found: 2\r\n\t-\r\n\tHeuristics.Limits.Exceeded.MaxFiles\r\n\t0\r\n\t0\r\n\t-\r\n\tEicar\r\n\t0\r\n\t0',
      ),
    ),
    ...eicar,
  },
];

/** Servers that lie, break off, or say what proves nothing. */
export const lying: readonly NamedBehaviour[] = [
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
