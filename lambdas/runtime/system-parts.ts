import { randomBytes } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { createIdMaker, type MakeId } from '../../core/ids.ts';

/** The machine's clock. */
export const clock: Clock = { now: () => new Date() };

/** Ids from the machine's cryptographic source. */
export const makeId: MakeId = createIdMaker(clock, randomBytes);
