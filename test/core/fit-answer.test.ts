import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits } from '../../contracts/limits.ts';
import { describeForReviewer } from '../../core/privacy-requests/describe-request.ts';
import { fitAnswer } from '../../core/privacy-requests/fit-answer.ts';
import { makeClock, sampleRequest } from '../support/samples.ts';

const clock = makeClock();
const request = (id: string, value: string) =>
  describeForReviewer(sampleRequest(id, { custom_fields: { story: { label: 'Story', value } } }), { clock });

/** What Lambda carries of an answer with these requests: the body as a text within JSON. */
const answerBytes = (items: readonly unknown[]) => Buffer.byteLength(JSON.stringify({ statusCode: 200, body: JSON.stringify({ items }) }));

describe('an answer about many requests', () => {
  it('is as it was while it fits', () => {
    const requests = [request('pri_1', 'short'), request('pri_2', 'short')];
    expect(fitAnswer(requests)).toEqual(requests);
  });

  it('leaves the custom fields of what does not fit to reading one request, and of nothing else', () => {
    const long = Array.from({ length: limits.pageSize }, (_, index) => request(`pri_${index}`, '\u0001'.repeat(10_000)));
    const fitted = fitAnswer([...long, request('pri_last', 'short')]);
    expect(fitted.map(({ id, identity, status }) => ({ id, identity, status }))).toEqual(
      [...long, request('pri_last', 'short')].map(({ id, identity, status }) => ({ id, identity, status })),
    );
    expect(fitted[0]).toEqual(long[0]);
    expect(fitted[limits.pageSize - 1]).not.toHaveProperty('custom_privacy_request_fields');
    // A short one after the long ones still has its place.
    expect(fitted.at(-1)?.custom_privacy_request_fields).toEqual({ story: { label: 'Story', value: 'short' } });
  });

  it('fits what Lambda answers, whatever the forms hold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ character: fc.constantFrom('a', '"', '\\', '\u0001', 'é', '漢', '😀'), count: fc.nat(10_000) }), {
          minLength: 1,
          maxLength: limits.pageSize,
        }),
        (forms) => {
          const page = forms.map(({ character, count }, index) => request(`pri_${index}`, character.repeat(count)));
          return answerBytes(fitAnswer(page)) <= limits.lambdaAnswerBytes;
        },
      ),
      { seed: 7, numRuns: 30 },
    );
  });
});
