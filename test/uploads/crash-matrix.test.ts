import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeDirectUpload } from '../../core/attachments/direct-upload.ts';
import { sweepAttachments } from '../../core/attachments/sweep-attachments.ts';
import { withdrawUpload } from '../../core/attachments/withdraw-upload.ts';
import { AppError } from '../../core/errors.ts';
import { deleteRequest } from '../../core/privacy-requests/delete-request.ts';
import { type Fault, failPorts, faults, StoreFailed } from './fail-ports.ts';
import { findViolations, readHolding } from './find-violations.ts';
import { type AllParts, openUploads, type Uploads } from './open-uploads.ts';
import { openDirect, purgeDeleted, sendForm, submitWith, upload } from './steps.ts';

/** Something that is done under faults, over what was prepared without any. */
interface Scenario {
  readonly name: string;
  /** @returns What `run` works on. */
  readonly prepare: (parts: AllParts) => Promise<string>;
  readonly run: (parts: AllParts, subject: string) => Promise<unknown>;
  /** Nothing may be claimable after the call failed, without any sweep. */
  readonly keepsNothing?: true;
}

const nothing = async () => '';
const uploaded = async (parts: AllParts) => (await upload(parts, 'prepared')).id;
const sent = async (parts: AllParts) => {
  const opened = await openDirect(parts, 'prepared');
  await sendForm(opened.upload, 'prepared');
  return opened.id;
};
const submitted = async (parts: AllParts) => {
  const ids = [await uploaded(parts), await sent(parts)];
  await completeDirectUpload(parts, ids[1] ?? '');
  return (await submitWith(parts, ids)).id ?? '';
};

const scenarios: readonly Scenario[] = [
  { name: 'an upload', prepare: nothing, run: (parts) => upload(parts, 'x'), keepsNothing: true },
  { name: 'the opening of a direct upload', prepare: nothing, run: (parts) => openDirect(parts, 'x'), keepsNothing: true },
  { name: 'a completion', prepare: sent, run: completeDirectUpload },
  {
    name: 'a second completion',
    prepare: async (parts) => {
      const id = await sent(parts);
      await completeDirectUpload(parts, id);
      return id;
    },
    run: completeDirectUpload,
  },
  {
    name: 'a completion of an infected file',
    prepare: sent,
    run: (parts, id) => completeDirectUpload({ ...parts, scan: async () => ({ verdict: 'infected', threat: 'Test' }) }, id),
    keepsNothing: true,
  },
  {
    name: 'a withdrawal',
    prepare: async (parts) => Object.values(await upload(parts, 'withdrawn')).join(' '),
    run: (parts, subject) => withdrawUpload(parts, subject.split(' ')[0] ?? '', subject.split(' ')[1]),
  },
  { name: 'a claim', prepare: uploaded, run: (parts, id) => submitWith(parts, [id]) },
  { name: 'a claim that does not fit', prepare: uploaded, run: (parts, id) => submitWith(parts, [id], 'other_documents') },
  { name: 'a claim of two, one unknown', prepare: uploaded, run: (parts, id) => submitWith(parts, [id, 'att_unknown']) },
  { name: 'the deletion of a request', prepare: submitted, run: (parts, id) => deleteRequest(parts, id, 'client') },
  {
    name: 'a sweep',
    prepare: async (parts) => {
      await Promise.all([uploaded(parts), sent(parts)]);
      return '';
    },
    run: (parts) => sweepAttachments({ ...parts, clock: { now: () => new Date(parts.clock.now().getTime() + 3 * 3_600_000) } }),
  },
];

let uploads: Uploads;
let points = 0;
beforeAll(async () => {
  uploads = await openUploads();
});
afterAll(async () => {
  console.info(`crash matrix: ${points} points`);
  await uploads.close();
});
/** Lets the time of everything run out, and sweeps as the schedules would: the reconciler, and the sweep twice. */
async function settle(): Promise<void> {
  const parts = uploads.partsOver();
  await purgeDeleted(parts);
  uploads.clock.advance(3 * 3_600);
  await sweepAttachments(parts);
  uploads.clock.advance(61);
  expect((await sweepAttachments(parts)).failed).toBe(0);
}

async function runUnder(scenario: Scenario, at: number, fault: Fault): Promise<void> {
  const subject = await scenario.prepare(uploads.partsOver());
  const failing = failPorts(uploads.ports, at, fault);
  const outcome = await scenario.run(uploads.partsOver(failing.ports), subject).then(
    () => undefined,
    (error: unknown) => error,
  );
  const call = `${fault} ${failing.calls[at]}`;
  if (outcome !== undefined && !(outcome instanceof AppError || outcome instanceof StoreFailed)) throw outcome;
  expect(await findViolations(uploads, false), call).toEqual([]);
  if (scenario.keepsNothing && outcome !== undefined && !fault.startsWith('dies')) {
    const { attachments } = await readHolding(uploads);
    expect(
      attachments.filter(({ state }) => state === 'uploaded'),
      `claimable after ${call}`,
    ).toEqual([]);
  }
  await settle();
  expect(await findViolations(uploads, true), `after the sweep, ${call}`).toEqual([]);
  points += 1;
  await uploads.clear();
}

describe.each(scenarios)('$name', (scenario) => {
  it('whose calls to the stores fail one after the other leaves no orphan and nothing half done', { timeout: 240_000 }, async () => {
    const subject = await scenario.prepare(uploads.partsOver());
    const counted = failPorts(uploads.ports);
    await scenario.run(uploads.partsOver(counted.ports), subject).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
    });
    await uploads.clear();
    expect(counted.calls.length).toBeGreaterThan(0);
    for (const at of counted.calls.keys()) {
      for (const fault of faults) await runUnder(scenario, at, fault);
    }
  });
});
