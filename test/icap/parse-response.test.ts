import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ParseState } from '../../adapters/icap/parse-response.ts';
import { headBytesMax, parseResponse } from '../../adapters/icap/parse-response.ts';
import { chunked, modified, noModification } from './answers.ts';

const seed = 20_261_121;
const sent = Buffer.from('what was sent, '.repeat(30), 'latin1');

/** Feeds the bytes in the given pieces and says how it stands at the end, in a form that can be compared. */
function stateAfter(pieces: readonly Uint8Array[]): unknown {
  const parser = parseResponse(sent);
  let state: ParseState = { state: 'more' };
  for (const piece of pieces) state = parser.push(piece);
  if (state.state !== 'done') return state;
  const { icap, http, body } = state.response;
  return { status: icap.status, fields: [...icap.fields], http: http && [http.status, ...http.fields], body };
}

/** Cuts bytes at the given places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const sorted = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...sorted].map((start, index) => bytes.subarray(start, sorted[index] ?? bytes.length));
}

const fieldLines = fc.array(
  fc.constantFrom(
    'X-Infection-Found: Type=0; Resolution=2; Threat=Eicar;',
    'X-Violations-Found: 1\r\n\t-\r\n\tEicar\r\n\t0\r\n\t0',
    'ISTag: "a"',
    'Server: x\r\n  y',
    'X-Empty:',
  ),
  { maxLength: 4 },
);
const body = fc.oneof(fc.constant(sent), fc.uint8Array({ maxLength: 300 }).map(Buffer.from), fc.constant(sent.subarray(0, 100)));
const answer = fc.oneof(
  fieldLines.map((lines) => noModification(...lines)),
  fc
    .record({ lines: fieldLines, status: fc.constantFrom('200 OK', '403 Forbidden'), body, size: fc.integer({ min: 1, max: 200 }) })
    .map(({ lines, status, body, size }) => modified({ icapLines: lines, httpStatus: status, framed: chunked(body, size, ';a=b') })),
);

describe('reading an answer', () => {
  it('comes to the same however the bytes are cut', () => {
    fc.assert(
      fc.property(answer, fc.array(fc.nat(5_000), { maxLength: 12 }), (text, places) => {
        const bytes = Buffer.from(text, 'latin1');
        expect(stateAfter(cut(bytes, places))).toEqual(stateAfter([bytes]));
      }),
      { seed, numRuns: 500 },
    );
  });

  it('comes to the same when the bytes come one by one', () => {
    fc.assert(
      fc.property(answer, (text) => {
        const bytes = Buffer.from(text, 'latin1');
        expect(stateAfter([...bytes].map((byte) => Uint8Array.of(byte)))).toEqual(stateAfter([bytes]));
      }),
      { seed, numRuns: 100 },
    );
  });

  it('comes to the same for damaged answers, and never to an echo that isn’t one', () => {
    fc.assert(
      fc.property(
        answer,
        fc.array(fc.tuple(fc.nat(5_000), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(5_000), { maxLength: 6 }),
        (text, damage, places) => {
          const bytes = Buffer.from(text, 'latin1');
          for (const [place, value] of damage) bytes[place % bytes.length] = value;
          // What follows an answer is surplus and depends on the cut; whether there is one and what it says must not.
          const whole = parseResponse(sent).push(bytes);
          const parser = parseResponse(sent);
          const last = cut(bytes, places).reduce<ParseState>((_, piece) => parser.push(piece), { state: 'more' });
          expect(last.state).toBe(whole.state);
          if (whole.state === 'done' && last.state === 'done') expect(last.response).toEqual(whole.response);
        },
      ),
      { seed, numRuns: 1_000 },
    );
  });

  it('is not finished by any beginning of an answer', () => {
    const bytes = Buffer.from(modified({ framed: chunked(sent) }), 'latin1');
    for (let length = 0; length < bytes.length; length += 1) {
      expect(parseResponse(sent).push(bytes.subarray(0, length)).state).toBe('more');
    }
    expect(parseResponse(sent).push(bytes).state).toBe('done');
  });

  it('survives bytes of any kind', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), (pieces) => {
        const parser = parseResponse(sent);
        for (const piece of pieces) expect(['more', 'malformed', 'done']).toContain(parser.push(piece).state);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('keeps to its first word: after an end nothing changes it', () => {
    const parser = parseResponse(sent);
    const done = parser.push(Buffer.from(noModification()));
    expect(parser.push(Buffer.from('ICAP/1.0 500 Oops\r\n\r\n'))).toBe(done);
  });

  it('joins folded lines and keeps the order of a field that comes twice', () => {
    const parsed = parseResponse(sent).push(Buffer.from(noModification('X-A: one\r\n \t two', 'x-a:three')));
    if (parsed.state !== 'done') throw new Error('The answer is whole.');
    expect(parsed.response.icap.fields.get('x-a')).toEqual(['one two', 'three']);
  });

  it('takes a head up to its bound and not a byte more', () => {
    const head = (filler: number) => Buffer.from(noModification(`X-A: ${'a'.repeat(filler)}`));
    const room = headBytesMax - head(0).length;
    expect(parseResponse(sent).push(head(room)).state).toBe('done');
    expect(parseResponse(sent).push(head(room + 1)).state).toBe('malformed');
  });

  it('tells an echo from anything shorter, longer or other', () => {
    const bodyOf = (bytes: Uint8Array) => {
      const parsed = parseResponse(sent).push(Buffer.from(modified({ framed: chunked(bytes) }), 'latin1'));
      return parsed.state === 'done' ? parsed.response.body : undefined;
    };
    expect(bodyOf(sent)).toEqual({ sizeBytes: sent.length, sameAsSent: true, trailers: new Map() });
    expect(bodyOf(sent.subarray(1))?.sameAsSent).toBe(false);
    expect(bodyOf(sent.subarray(0, -1))?.sameAsSent).toBe(false);
    expect(bodyOf(Buffer.concat([sent, Buffer.of(0)]))?.sameAsSent).toBe(false);
    expect(bodyOf(new Uint8Array())).toEqual({ sizeBytes: 0, sameAsSent: false, trailers: new Map() });
  });
});
