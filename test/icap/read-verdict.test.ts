import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readVerdict } from '../../adapters/icap/read-verdict.ts';
import { scanVerdict } from '../../contracts/schemas/scan.ts';

const seed = 20_261_121;
const bytes = Buffer.from('the file');
const fields = fc
  .array(
    fc.tuple(
      fc.constantFrom('istag', 'x-infection-found', 'x-virus-id', 'x-violations-found', 'x-other', 'encapsulated'),
      fc.oneof(fc.string({ maxLength: 40 }), fc.constant('Type=0; Resolution=2; Threat=Heuristics.Limits.Exceeded;'), fc.constant('')),
    ),
    { maxLength: 1 },
  )
  .map((pairs): ReadonlyMap<string, readonly string[]> => new Map(pairs.map(([name, value]) => [name, [value]])));
const response = fc.record({
  icap: fc.record({ status: fc.constantFrom(100, 200, 200, 204, 204, 206, 404, 500), fields }),
  http: fc.option(fc.record({ status: fc.constantFrom(200, 200, 206, 302, 400, 403), fields }), { nil: undefined }),
  body: fc.option(fc.record({ sizeBytes: fc.nat(), sameAsSent: fc.boolean(), trailers: fc.constant(new Map()) }), { nil: undefined }),
});
const threats = ['x-infection-found', 'x-virus-id', 'x-violations-found'];

describe('reading a verdict', () => {
  it('says clean only with a proof from the list', () => {
    let seenClean = 0;
    fc.assert(
      fc.property(response, fc.boolean(), fc.boolean(), (answer, wholeFileSent, surplus) => {
        const verdict = readVerdict(answer, { bytes, wholeFileSent, surplus });
        expect(scanVerdict.parse(verdict)).toEqual(verdict);
        if (verdict.verdict !== 'clean') return;
        seenClean += 1;
        expect(verdict.sizeBytes).toBe(bytes.length);
        expect(wholeFileSent && !surplus).toBe(true);
        for (const name of threats) expect(answer.icap.fields.has(name) || answer.http?.fields.has(name) === true).toBe(false);
        const echoed = answer.icap.status === 200 && answer.http?.status === 200 && answer.body?.sameAsSent === true;
        expect(echoed || (answer.icap.status === 204 && answer.http === undefined && answer.body === undefined)).toBe(true);
      }),
      { seed, numRuns: 5_000 },
    );
    expect(seenClean).toBeGreaterThan(20);
  });

  it('never passes over a threat or a block page, whatever else is said', () => {
    fc.assert(
      fc.property(response, fc.boolean(), (answer, wholeFileSent) => {
        const named = threats.some((name) => answer.icap.fields.has(name) || answer.http?.fields.has(name) === true);
        if (!named && (answer.http?.status ?? 0) < 400) return;
        expect(['infected', 'unscannable']).toContain(readVerdict(answer, { bytes, wholeFileSent, surplus: false }).verdict);
      }),
      { seed, numRuns: 2_000 },
    );
  });
});
