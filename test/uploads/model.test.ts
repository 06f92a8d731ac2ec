import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { completeDirectUpload } from '../../core/attachments/direct-upload.ts';
import { sweepAttachments } from '../../core/attachments/sweep-attachments.ts';
import { withdrawUpload } from '../../core/attachments/withdraw-upload.ts';
import { deleteRequest } from '../../core/privacy-requests/delete-request.ts';
import { refusalOf } from '../support/refusal-of.ts';
import { findViolations } from './find-violations.ts';
import { type AllParts, openUploads, type Uploads } from './open-uploads.ts';
import { digestOf, openDirect, pdfOf, purgeDeleted, sendForm, submitWith, upload } from './steps.ts';

/** What an attachment should be. */
interface Expected {
  readonly id: string;
  readonly token: string;
  state: 'pending' | 'uploaded' | 'claimed' | 'gone';
  /** The text of the file that is stored; of a pending one, that lies in quarantine. */
  text: string | undefined;
  readonly form: Parameters<typeof sendForm>[0] | undefined;
  /** Hours on the clock at which it expires. */
  readonly until: number;
  request: string | undefined;
}

/** What should be there. */
interface Model {
  readonly attachments: Expected[];
  readonly requests: string[];
  hours: number;
  count: number;
}

interface Real {
  readonly uploads: Uploads;
  readonly parts: AllParts;
}

/** Hours an unclaimed upload lives. */
const lifeHours = 2;
const living = ({ state, until }: Expected, hours: number) => state === 'uploaded' && until > hours;

/** A command from what it does; it checks the answer, and the model moves with it. */
function command(name: string, pick: number, run: (model: Model, real: Real, chosen: Expected | undefined) => Promise<void>) {
  return {
    check: () => true,
    run: (model: Model, real: Real) => run(model, real, model.attachments[pick % Math.max(1, model.attachments.length)]),
    toString: () => `${name}(${pick})`,
  };
}

/** A text of one length, so that any file fits any form. */
const textOf = (model: Model) => {
  model.count += 1;
  return String(model.count).padStart(8, '0');
};

const add = (model: Model, more: Pick<Expected, 'id' | 'token' | 'state' | 'text' | 'form'>) =>
  void model.attachments.push({ ...more, until: model.hours + lifeHours, request: undefined });

const commands = [
  (pick: number) =>
    command('upload', pick, async (model, { parts }) => {
      const text = textOf(model);
      const { id, token } = await upload(parts, text);
      add(model, { id, token, state: 'uploaded', text, form: undefined });
    }),
  (pick: number) =>
    command('direct', pick, async (model, { parts }) => {
      const { id, token, upload: form } = await openDirect(parts, textOf(model));
      add(model, { id, token, state: 'pending', text: undefined, form });
    }),
  (pick: number) =>
    command('send', pick, async (model, _, chosen) => {
      // A form works for five minutes; the store goes by the real clock, so the hours are kept here.
      if (chosen?.form === undefined || chosen.until - lifeHours !== model.hours) return;
      const text = textOf(model);
      expect(await sendForm(chosen.form, text)).toBe(204);
      if (chosen.state === 'pending') chosen.text = text;
    }),
  (pick: number) =>
    command('complete', pick, async (model, { parts }, chosen) => {
      if (chosen === undefined) return;
      const answer = await refusalOf(completeDirectUpload(parts, chosen.id));
      if (chosen.state === 'uploaded' || chosen.state === 'claimed') expect(answer).toBe('not refused');
      else if (chosen.state === 'gone' || chosen.until <= model.hours) expect(answer).toBe('attachment.not_found');
      else if (chosen.text === undefined) expect(answer).toBe('attachment.not_uploaded');
      else {
        expect(answer).toBe('not refused');
        chosen.state = 'uploaded';
      }
    }),
  (pick: number) =>
    command('submit', pick, async (model, { parts }, chosen) => {
      const other = model.attachments[(pick * 7 + 3) % Math.max(1, model.attachments.length)];
      const wanted = [...new Set([chosen, ...(pick % 3 === 0 ? [other] : [])])].filter((one) => one !== undefined);
      const { id, refusal } = await submitWith(
        parts,
        wanted.map((one) => one.id),
      );
      expect(id !== undefined, refusal).toBe(wanted.every((one) => living(one, model.hours)));
      if (id === undefined) return;
      model.requests.push(id);
      for (const one of wanted) Object.assign(one, { state: 'claimed', request: id });
    }),
  (pick: number) =>
    command('submit for another field', pick, async (model, { parts }, chosen) => {
      if (chosen === undefined) return;
      expect((await submitWith(parts, [chosen.id], 'other_documents')).id).toBe(undefined);
      if (living(chosen, model.hours)) chosen.state = 'gone';
    }),
  (pick: number) =>
    command('withdraw', pick, async (_, { parts }, chosen) => {
      if (chosen === undefined) return;
      expect(await refusalOf(withdrawUpload(parts, chosen.id, 'wrong'))).toBe('attachment.not_found');
      const open = chosen.state === 'pending' || chosen.state === 'uploaded';
      expect(await refusalOf(withdrawUpload(parts, chosen.id, chosen.token))).toBe(open ? 'not refused' : 'attachment.not_found');
      if (open) chosen.state = 'gone';
    }),
  (pick: number) =>
    command('sweep', pick, async (model, { parts }) => {
      expect((await sweepAttachments(parts)).failed).toBe(0);
      for (const one of model.attachments) {
        if ((one.state === 'pending' || one.state === 'uploaded') && one.until <= model.hours) one.state = 'gone';
      }
    }),
  (pick: number) =>
    command('delete', pick, async (model, { parts }) => {
      const request = model.requests[pick % Math.max(1, model.requests.length)];
      if (request === undefined) return;
      const held = model.attachments.filter((one) => one.request === request && one.state === 'claimed');
      const answer = await refusalOf(deleteRequest(parts, request, 'client'));
      const known = model.requests.indexOf(request);
      expect(answer).toBe('not refused');
      model.requests.splice(known, 1);
      for (const one of held) one.state = 'gone';
    }),
  (pick: number) =>
    command('an hour later', pick, async (model, { uploads }) => {
      uploads.clock.advance(3_600);
      model.hours += 1;
    }),
];

let uploads: Uploads;
beforeAll(async () => {
  uploads = await openUploads();
});
afterAll(() => uploads.close());

it('any sequence of calls does what the model says, and ends without an orphan', { timeout: 600_000 }, async () => {
  const parts = uploads.partsOver();
  let sequences = 0;
  let violations = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.commands(
        commands.map((make) => fc.nat({ max: 40 }).map(make)),
        { maxCommands: 30, size: 'max' },
      ),
      async (steps) => {
        await uploads.clear();
        const model: Model = { attachments: [], requests: [], hours: 0, count: 0 };
        await fc.asyncModelRun(() => ({ model, real: { uploads, parts } }), steps);
        for (const one of model.attachments) {
          const found = await parts.records.find(one.id);
          expect(found?.state).toBe(one.state === 'gone' ? 'deleted' : one.state);
          if (one.state === 'uploaded' || one.state === 'claimed') expect(found?.file?.sha256).toBe(digestOf(pdfOf(one.text ?? '')));
        }
        const wrong = [...(await findViolations(uploads, false))];
        await purgeDeleted(parts);
        uploads.clock.advance(4 * 3_600);
        await sweepAttachments(parts);
        uploads.clock.advance(61);
        await sweepAttachments(parts);
        wrong.push(...(await findViolations(uploads, true)));
        sequences += 1;
        violations += wrong.length;
        expect(wrong).toEqual([]);
      },
    ),
    { seed: 20_261_121, numRuns: 60, endOnFailure: true },
  );
  console.info(`model: ${sequences} sequences, violations = ${violations}`);
});
