import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NoRoom, openBodyRoom } from '../../local/gateway/body-room.ts';

const open = () => openBodyRoom({ totalBytes: 100, freeBytes: 10, waitMs: 1_000, slowMs: 200 });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Whether a body is in, without waiting for it. */
async function isIn(entering: Promise<unknown>): Promise<boolean> {
  return Promise.race([entering.then(() => true), vi.advanceTimersByTimeAsync(0).then(() => false)]);
}

describe('the room for large bodies', () => {
  it('lets in what fits, and the next one when one leaves, in their order', async () => {
    const room = open();
    const [first, second, third] = [room.enter(60), room.enter(60), room.enter(30)];
    expect(await isIn(first)).toBe(true);
    expect(await isIn(second)).toBe(false);
    expect(await isIn(third), 'a later one that would fit does not overtake').toBe(false);
    (await first).leave();
    expect(await isIn(second)).toBe(true);
    expect(await isIn(third)).toBe(true);
  });

  it('lets a small one pass always, and one larger than all of it alone', async () => {
    const room = open();
    const large = room.enter(1_000);
    expect(await isIn(large)).toBe(true);
    expect(await isIn(room.enter(10))).toBe(true);
    const next = room.enter(11);
    expect(await isIn(next)).toBe(false);
    (await large).leave();
    expect(await isIn(next)).toBe(true);
  });

  it('sends one away that waited too long, and the one behind it moves up', async () => {
    const room = open();
    (await room.enter(60)).hold(60);
    const refused = expect(room.enter(90)).rejects.toBeInstanceOf(NoRoom);
    await vi.advanceTimersByTimeAsync(150);
    const behind = room.enter(30);
    await vi.advanceTimersByTimeAsync(900);
    await refused;
    expect(await isIn(behind)).toBe(true);
  });

  it('counts a slow sender by what it has sent, and refuses the rest where there is no room left', async () => {
    const room = open();
    const slow = await room.enter(90);
    slow.hold(5);
    const next = room.enter(90);
    expect(await isIn(next)).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(await isIn(next)).toBe(true);
    expect(() => slow.hold(20)).toThrow(NoRoom);
    slow.leave();
    (await next).leave();
    expect(await isIn(room.enter(100))).toBe(true);
  });
});
