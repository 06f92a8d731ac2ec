import type { IncomingMessage } from 'node:http';

/** A body that is larger than what is taken. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** A caller that went away before all of the body had come: there is nobody to answer. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone';
}

/**
 * Reads a body into memory.
 * @param limitBytes - Bytes at most; no more than that is kept.
 * @param onBytes - Hears with every piece how much has come, and may refuse it by throwing.
 * @throws {@link BodyTooLarge} as soon as the length says so, or more than that has come; {@link CallerGone}.
 */
export async function readBody(request: IncomingMessage, limitBytes: number, onBytes?: (bytes: number) => void): Promise<Buffer> {
  const announced = request.headers['content-length'];
  if (Number(announced ?? 0) > limitBytes) {
    throw new BodyTooLarge();
  }
  const collector = announced === undefined ? collectPieces() : fillWhole(Number(announced));
  let bytes = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (piece: Buffer) => {
      bytes += piece.length;
      try {
        if (bytes > limitBytes) throw new BodyTooLarge();
        onBytes?.(bytes);
        collector.add(piece);
      } catch (error) {
        request.removeAllListeners('data');
        request.pause();
        collector.take();
        reject(error);
      }
    });
    request.once('end', () => resolve(collector.take()));
    request.once('error', () => reject(new CallerGone()));
    request.once('close', () => reject(new CallerGone()));
  });
}

interface Collector {
  add(piece: Buffer): void;
  /** Gives what came, and keeps nothing of it: the listeners live as long as the call. */
  take(): Buffer;
}

/** For a body of a known length: held once, since its pieces go where they belong. Node itself ends a body at its length. */
function fillWhole(length: number): Collector {
  let whole = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  return {
    add: (piece) => {
      filled += piece.copy(whole, filled);
    },
    take: () => {
      const taken = whole.subarray(0, filled);
      whole = Buffer.alloc(0);
      return taken;
    },
  };
}

function collectPieces(): Collector {
  let pieces: Buffer[] = [];
  return {
    add: (piece) => void pieces.push(piece),
    take: () => {
      const taken = Buffer.concat(pieces);
      pieces = [];
      return taken;
    },
  };
}
