import { setTimeout as wait } from 'node:timers/promises';
import type { ScanVerdict } from '../../../core/attachments/verdict.ts';
import { chunked, modified } from '../answers.ts';
import type { Behaviour } from '../lying-server.ts';

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

/** The status of a page that stands in a file's place. */
export const block = '403 Forbidden';
/** Such a page. */
export const page = chunked(Buffer.from('<html>blocked</html>'));
/** An answer that gives the small file back. */
export const echo = modified({ framed: chunked(small) });

/** Answers with a fixed text once the whole file is in. */
export function answers(...parts: (string | Uint8Array)[]): Behaviour {
  return async ({ whole, say }) => {
    await whole;
    say(...parts);
  };
}

/** Answers so and keeps the connection open: what is missing never comes. */
export function answersAndHolds(text: string): Behaviour {
  return async ({ whole, socket }) => {
    await whole;
    socket.write(Buffer.from(text, 'latin1'));
  };
}

/** An answer that repeats a piece until nobody listens. */
export function endless(opening: string, piece: string): Behaviour {
  return async ({ whole, socket }) => {
    await whole;
    socket.write(Buffer.from(opening, 'latin1'));
    const block64k = Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length)), 'latin1');
    while (!socket.destroyed) {
      if (!socket.write(block64k)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), wait(50)]);
    }
  };
}

/** What a behaviour has to come to, by name. */
export const clean = { expects: 'clean' } as const;
export const malformed = { expects: 'unavailable', because: 'malformed' } as const;
export const refused = { expects: 'unavailable', because: 'refused' } as const;
export const noProof = { expects: 'unavailable', because: 'no_proof' } as const;
export const truncated = { expects: 'unavailable', because: 'truncated' } as const;
export const deadline = { expects: 'unavailable', because: 'deadline' } as const;
export const eicar = { expects: 'infected', because: 'Eicar' } as const;
