import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completeDirectUpload } from '../../core/attachments/direct-upload.ts';
import { sweepAttachments } from '../../core/attachments/sweep-attachments.ts';
import { withdrawUpload } from '../../core/attachments/withdraw-upload.ts';
import { deleteRequest } from '../../core/privacy-requests/delete-request.ts';
import { findViolations } from './find-violations.ts';
import { type AllParts, openUploads, type Uploads } from './open-uploads.ts';
import { openDirect, sendForm, submitWith, upload } from './steps.ts';

/** Rounds of a race (SECURITY section 7: at least a thousand), and how many run side by side. */
const rounds = 1_000;
const abreast = 10;
/** Rounds of the races that differ only in who is late. */
const fewer = 150;
const patience = { timeout: 600_000 };

let uploads: Uploads;
let parts: AllParts;

beforeAll(async () => {
  uploads = await openUploads();
  parts = uploads.partsOver();
});
afterAll(() => uploads.close());

async function inRounds(count: number, round: (index: number) => Promise<string | undefined>): Promise<readonly string[]> {
  const violations: string[] = [];
  for (let start = 0; start < count; start += abreast) {
    const outcomes = await Promise.all(Array.from({ length: Math.min(abreast, count - start) }, (_, index) => round(start + index)));
    violations.push(...outcomes.filter((outcome) => outcome !== undefined));
  }
  return violations;
}

/** Claims one after the other from the end, while the sweep comes from the beginning: they meet. */
async function claimBackwards(ids: readonly string[]): Promise<ReadonlyMap<string, string | undefined>> {
  const answers = new Map<string, string | undefined>();
  for (const id of [...ids].reverse()) answers.set(id, (await submitWith(parts, [id])).id);
  return answers;
}

async function report(race: string, count: number, violations: readonly string[]): Promise<void> {
  const all = [...violations, ...(await findViolations(uploads, false))];
  console.info(`${race}: ${count} rounds, violations = ${all.length}`);
  expect(all).toEqual([]);
  await uploads.clear();
}

describe('a race', () => {
  it('of two requests for one attachment has one winner, every time', patience, async () => {
    const violations = await inRounds(rounds, async (index) => {
      const { id } = await upload(parts, `race ${index}`);
      const answers = await Promise.all([submitWith(parts, [id]), submitWith(parts, [id])]);
      const winners = answers.flatMap((answer) => answer.id ?? []);
      const attachment = await parts.records.find(id);
      if (winners.length !== 1) return `${winners.length} winners`;
      if (attachment?.state !== 'claimed' || attachment.request_id !== winners[0]) return 'the record names another';
      if (!answers.some(({ refusal }) => refusal?.includes('upload it again') === true)) return 'the loser was not told';
      return undefined;
    });
    await report('two requests for one attachment', rounds, violations);
  });

  it('of the sweep and a claim has one winner, and the loser’s part is undone', patience, async () => {
    const now = new Date(uploads.clock.now());
    let claimed = 0;
    const violations: string[] = [];
    // The sweep sees a clock that is past the end, the claims one that is not: on AWS they are two machines.
    const late = { ...parts, clock: { now: () => new Date(now.getTime() + 3 * 3_600_000) } };
    for (let start = 0; start < rounds; start += abreast) {
      const ids = await Promise.all(Array.from({ length: abreast }, async (_, index) => (await upload(parts, `swept ${index}`)).id));
      const [, answers] = await Promise.all([sweepAttachments(late), claimBackwards(ids)]);
      for (const id of ids) {
        const state = (await parts.records.find(id))?.state;
        const won = answers.get(id) !== undefined;
        claimed += won ? 1 : 0;
        if (state !== (won ? 'claimed' : 'deleted')) violations.push(`${won ? 'claimed' : 'refused'} and yet ${state}`);
      }
    }
    console.info(`sweep against claim: the claim won ${claimed} of ${rounds}`);
    await report('sweep against claim', rounds, violations);
  });

  it('of a withdrawal and a claim has one winner', patience, async () => {
    const violations = await inRounds(fewer, async (index) => {
      const { id, token } = await upload(parts, `withdrawn ${index}`);
      const [claim, withdrawal] = await Promise.all([
        submitWith(parts, [id]),
        withdrawUpload(parts, id, token).then(
          () => true,
          () => false,
        ),
      ]);
      return (claim.id !== undefined) === withdrawal ? `claimed ${claim.id !== undefined}, withdrawn ${withdrawal}` : undefined;
    });
    await report('withdrawal against claim', fewer, violations);
  });

  it('of two completions answers both the same, and leaves one object', patience, async () => {
    const violations = await inRounds(fewer, async (index) => {
      const opened = await openDirect(parts, `twice ${index}`);
      await sendForm(opened.upload, `twice ${index}`);
      const answers = await Promise.allSettled([completeDirectUpload(parts, opened.id), completeDirectUpload(parts, opened.id)]);
      const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [String(answer.reason)] : []));
      if (refused.length > 0) return refused.join(' ');
      return (await submitWith(parts, [opened.id])).id === undefined ? 'it cannot be claimed' : undefined;
    });
    await report('two completions', fewer, violations);
  });

  it('of a form sent again and a completion stores the bytes of one of the two, whole', patience, async () => {
    const violations = await inRounds(fewer, async (index) => {
      const opened = await openDirect(parts, `first ${index}`);
      await sendForm(opened.upload, `first ${index}`);
      const [answer] = await Promise.allSettled([completeDirectUpload(parts, opened.id), sendForm(opened.upload, `later ${index}`)]);
      return answer.status === 'rejected' ? String(answer.reason) : undefined;
    });
    await report('a form sent again', fewer, violations);
  });

  it('of a withdrawal and a completion leaves nothing that could be claimed where the withdrawal won', patience, async () => {
    const violations = await inRounds(fewer, async (index) => {
      const opened = await openDirect(parts, `taken back ${index}`);
      await sendForm(opened.upload, `taken back ${index}`);
      const [, withdrawal] = await Promise.allSettled([
        completeDirectUpload(parts, opened.id),
        withdrawUpload(parts, opened.id, opened.token),
      ]);
      const state = (await parts.records.find(opened.id))?.state;
      return withdrawal.status === 'fulfilled' && state === 'deleted' ? undefined : `${withdrawal.status}, ${state}`;
    });
    await report('withdrawal against completion', fewer, violations);
  });

  it('of two deletions of one request, with files, leaves nothing', patience, async () => {
    const violations = await inRounds(fewer, async (index) => {
      const { id } = await upload(parts, `deleted ${index}`);
      const request = (await submitWith(parts, [id])).id ?? '';
      const answers = await Promise.allSettled([deleteRequest(parts, request, 'client'), deleteRequest(parts, request, 'client')]);
      const done = answers.filter((answer) => answer.status === 'fulfilled').length;
      const state = (await parts.records.find(id))?.state;
      return done === 1 && state === 'deleted' ? undefined : `${done} deletions, ${state}`;
    });
    await report('two deletions', fewer, violations);
  });
});
