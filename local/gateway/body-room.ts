/** A body that finds no room: the caller may come again. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom';
}

/** The room one body has. */
export interface BodyPlace {
  /**
   * Tells how much of the body is here.
   * @throws {@link NoRoom} where it needs more than was kept for it, and there is none left.
   */
  hold(bytes: number): void;
  /** Gives the room back. */
  leave(): void;
}

/** How much room there is, and how long it is waited for. */
export interface BodyRoomOptions {
  /** Bytes of large bodies, from their first byte until their answer. */
  readonly totalBytes: number;
  /** Bytes up to which a body needs no room. */
  readonly freeBytes: number;
  /** Milliseconds a body waits, unread, until there is room. */
  readonly waitMs: number;
  /** Milliseconds after which a sender is slow: then only what it has sent counts, so that it keeps nobody waiting. */
  readonly slowMs: number;
}

/** Bounds how much of large bodies is in memory at once. */
export interface BodyRoom {
  /**
   * Waits for room for a body that nobody has read yet: its connection fills up, and its sender waits.
   * @param announcedBytes - What the body will have at most.
   * @throws {@link NoRoom} where there was none in time.
   */
  enter(announcedBytes: number): Promise<BodyPlace>;
}

const noPlace: BodyPlace = { hold: () => {}, leave: () => {} };

/** Makes a room; bodies enter it in the order they come. */
export function openBodyRoom({ totalBytes, freeBytes, waitMs, slowMs }: BodyRoomOptions): BodyRoom {
  let taken = 0;
  const waiting: { readonly bytes: number; readonly enter: () => void }[] = [];
  // A body larger than the whole room gets in alone.
  const fits = (bytes: number) => taken === 0 || taken + bytes <= totalBytes;
  const letIn = () => {
    while (waiting[0] !== undefined && fits(waiting[0].bytes)) waiting.shift()?.enter();
  };

  function makePlace(announced: number): BodyPlace {
    let kept = announced;
    let here = 0;
    const free = (bytes: number) => {
      taken -= bytes;
      kept -= bytes;
      letIn();
    };
    const slow = setTimeout(() => here < kept && free(kept - here), slowMs);
    return {
      hold: (bytes) => {
        here = bytes;
        const more = here - kept;
        if (more <= 0) return;
        if (!fits(more)) throw new NoRoom();
        taken += more;
        kept += more;
      },
      leave: () => {
        clearTimeout(slow);
        free(kept);
      },
    };
  }

  return {
    enter: async (announcedBytes) => {
      if (announcedBytes <= freeBytes) return noPlace;
      if (waiting.length > 0 || !fits(announcedBytes)) {
        await new Promise<void>((resolve, reject) => {
          const turn = {
            bytes: announcedBytes,
            enter: () => {
              clearTimeout(timer);
              taken += announcedBytes;
              resolve();
            },
          };
          const timer = setTimeout(() => {
            waiting.splice(waiting.indexOf(turn), 1);
            reject(new NoRoom());
            letIn();
          }, waitMs);
          waiting.push(turn);
        });
      } else {
        taken += announcedBytes;
      }
      return makePlace(announcedBytes);
    },
  };
}
