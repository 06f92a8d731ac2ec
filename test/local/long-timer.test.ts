import { afterEach, describe, expect, it, vi } from 'vitest';
import { startLongTimer } from '../../local/run/long-timer.ts';
import { runEvery } from '../../local/run/schedule.ts';

const day = 86_400_000;

afterEach(() => {
  vi.useRealTimers();
});

describe('a long timer', () => {
  it('fires after 90 days and not before', () => {
    vi.useFakeTimers();
    const fired = vi.fn();
    startLongTimer(90 * day, fired);
    vi.advanceTimersByTime(90 * day - 1);
    expect(fired).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(fired).toHaveBeenCalledTimes(1);
  });

  it('can be ended in any of its legs', () => {
    vi.useFakeTimers();
    const fired = vi.fn();
    const stop = startLongTimer(90 * day, fired);
    vi.advanceTimersByTime(60 * day);
    stop();
    vi.advanceTimersByTime(60 * day);
    expect(fired).not.toHaveBeenCalled();
  });
});

describe('a schedule', () => {
  it('never runs two passes at once, and none after it was stopped', async () => {
    vi.useFakeTimers();
    let running = 0;
    let most = 0;
    let passes = 0;
    const schedule = runEvery(1, async () => {
      passes++;
      running++;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      running--;
    });
    await vi.advanceTimersByTimeAsync(18_000);
    expect(most).toBe(1);
    expect(passes).toBe(3);
    schedule.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(passes).toBe(3);
  });
});
