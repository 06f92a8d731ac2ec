import { describe, expect, it } from 'vitest';
import { storedStatuses } from '../../contracts/statuses.ts';
import { daysLeft, describeForReviewer, describePublicly, visibleStatus } from '../../core/privacy-requests/describe-request.ts';
import { makeClock, sampleRequest } from '../support/samples.ts';

describe('the days left', () => {
  it.each([
    ['2026-03-10T00:00:00.000Z', '2026-03-01T23:59:59.999Z', 9],
    ['2026-03-10T23:59:59.999Z', '2026-03-10T00:00:00.000Z', 0],
    ['2026-03-10T00:00:00.000Z', '2026-03-10T23:59:59.999Z', 0],
    ['2026-03-10T23:59:59.999Z', '2026-03-11T00:00:00.000Z', -1],
    ['2026-03-01T00:00:00.000Z', '2026-02-28T12:00:00.000Z', 1],
    // Clocks change in Europe on 29 March and in America on 8 March: a day by UTC is a day all the same.
    ['2026-03-30T01:30:00.000Z', '2026-03-28T01:30:00.000Z', 2],
    ['2026-11-02T00:00:00.000Z', '2026-10-24T00:00:00.000Z', 9],
  ])('to %s at %s are %i', (due, now, days) => {
    expect(daysLeft(due, new Date(now))).toBe(days);
  });

  it('are no negative zero', () => {
    expect(Object.is(daysLeft('2026-03-10T00:00:00.000Z', new Date('2026-03-10T12:00:00.000Z')), 0)).toBe(true);
  });
});

describe('a request as it is answered', () => {
  const clock = makeClock();

  it('shows resuming as in_processing, and every other status as it is', () => {
    for (const status of storedStatuses)
      if (status !== 'deleted') expect(visibleStatus(status)).toBe(status === 'resuming' ? 'in_processing' : status);
  });

  it('tells the public neither who asks nor what they wrote', () => {
    const request = sampleRequest('pri_1', {
      identity: { email: 'PERSONAL@example.com' },
      custom_fields: { a: { label: 'A', value: 'PERSONAL' } },
      reason: 'PERSONAL',
    });
    expect(JSON.stringify(describePublicly(request, clock))).not.toContain('PERSONAL');
    expect(JSON.stringify(describeForReviewer(request, { clock }))).toContain('PERSONAL');
  });

  it('says where to resume and what is missing only while it waits, and why it failed only in error', () => {
    const failure = { code: 'x', message: 'It failed.' };
    for (const status of storedStatuses) {
      if (status === 'deleted') continue;
      const shown = describeForReviewer(sampleRequest('pri_1', { status, failure }), { clock, waitingFor: ['crm'] });
      expect('resume_endpoint' in shown).toBe(status === 'requires_input');
      expect('waiting_for' in shown).toBe(status === 'requires_input');
      expect('failure' in shown).toBe(status === 'error');
    }
  });
});
