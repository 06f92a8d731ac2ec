import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { remindReviewers } from '../../core/deadlines/remind-reviewers.ts';
import { describeDeadlines } from '../../lambdas/remind-reviewers/describe-deadlines.ts';
import { type Delivery, openDelivery, publicUrl } from './open-delivery.ts';

let delivery: Delivery;
const ids: Record<string, string> = {};

beforeEach(async () => {
  delivery = await openDelivery();
  // The clock stands at 2026-03-01T12:00Z.
  const due = {
    overdue: ['requires_input', '2026-02-27T00:00:00.000Z'],
    today: ['pending', '2026-03-01T23:00:00.000Z'],
    week: ['requires_input', '2026-03-08T23:59:59.999Z'],
    later: ['pending', '2026-03-09T00:00:00.000Z'],
    running: ['in_processing', '2026-02-27T00:00:00.000Z'],
    done: ['complete', '2026-02-27T00:00:00.000Z'],
  } as const;
  for (const [name, [status, due_at]] of Object.entries(due)) {
    ids[name] = await delivery.built({ status, due_at, identity: { email: `${name}@example.com`, name: `Name of ${name}` } });
  }
});
afterEach(() => delivery.close());

const reminders = async (name: string) => (await delivery.events(ids[name] ?? '')).filter((event) => event === 'deadline_reminder').length;

describe('the daily look at due dates', () => {
  it('reminds of what waits for a person and is due within 7 days or overdue, in one mail without an identity', async () => {
    expect(await remindReviewers(delivery.parts)).toEqual({ overdue: 1, due_soon: 2, reminded: 3, mailed: true });
    const [mail, ...more] = await delivery.mails();
    expect(more).toEqual([]);
    expect(mail?.destination.to).toEqual(['one@example.com', 'two@example.com']);
    for (const part of [mail?.body.text ?? '', mail?.body.html ?? '']) {
      expect(part).toContain(`${ids.overdue}: overdue by 2 days`);
      expect(part).toContain(`${ids.today}: due today`);
      expect(part).toContain(`${ids.week}: due in 7 days`);
      expect(part).toContain(`${publicUrl}/admin/`);
      for (const name of ['later', 'running', 'done']) expect(part).not.toContain(ids[name]);
      expect(part).not.toMatch(/Name of|(overdue|today|week)@example/);
    }
    for (const name of ['overdue', 'today', 'week']) expect(await reminders(name)).toBe(1);
    for (const name of ['later', 'running', 'done']) expect(await reminders(name)).toBe(0);
  });

  it('does so once a day, however often it runs', async () => {
    await remindReviewers(delivery.parts);
    delivery.clock.set('2026-03-01T23:59:59.000Z');
    expect(await remindReviewers(delivery.parts)).toEqual({ overdue: 1, due_soon: 2, reminded: 0, mailed: false });
    expect(await delivery.mails()).toHaveLength(1);
    expect(await reminders('overdue')).toBe(1);
    delivery.clock.set('2026-03-02T06:00:00.000Z');
    expect(await remindReviewers(delivery.parts)).toEqual({ overdue: 2, due_soon: 2, reminded: 4, mailed: true });
    expect(await delivery.mails()).toHaveLength(2);
    expect(await reminders('overdue')).toBe(2);
  });

  it('sends the mail at the next run where it failed, and no entry twice', async () => {
    delivery.clock.set('2026-03-03T06:00:00.000Z');
    delivery.faults.push('breaks', { status: 503, type: 'ServiceUnavailableException' });
    for (let runs = 0; runs < 2; runs += 1) await expect(remindReviewers(delivery.parts)).rejects.toMatchObject({ name: 'TryAgain' });
    expect(await remindReviewers(delivery.parts)).toMatchObject({ reminded: 0, mailed: true });
    expect(await delivery.mails()).toHaveLength(1);
    expect(await reminders('overdue')).toBe(1);
  });

  it('lets one of two runs at once send the mail', async () => {
    delivery.clock.set('2026-03-04T06:00:00.000Z');
    const runs = await Promise.all([remindReviewers(delivery.parts), remindReviewers(delivery.parts)]);
    expect(runs.filter(({ mailed }) => mailed)).toHaveLength(1);
    expect(runs.reduce((sum, { reminded }) => sum + reminded, 0)).toBe(4);
    expect(await delivery.mails()).toHaveLength(1);
  });

  it('writes the log and the counts where nobody is to be mailed', async () => {
    delivery.clock.set('2026-03-05T06:00:00.000Z');
    expect(await remindReviewers({ ...delivery.parts, reviewers: [] })).toMatchObject({ reminded: 4, mailed: false });
    expect(await reminders('overdue')).toBe(1);
    expect(await delivery.mails()).toEqual([]);
  });

  it('tells CloudWatch the counts in a line of the embedded metric format', () => {
    const line = describeDeadlines({ overdue: 2, due_soon: 3, reminded: 1, mailed: true }, new Date(0), 'dossier-prod-remind-reviewers');
    expect(line).toMatchObject({ OverdueRequests: 2, DueSoonRequests: 3, _aws: { Timestamp: 0 } });
    expect(line).toMatchObject({ FunctionName: 'dossier-prod-remind-reviewers' });
    expect(JSON.stringify(line._aws)).toContain('"Namespace":"Dossier","Dimensions":[["FunctionName"]]');
  });
});
