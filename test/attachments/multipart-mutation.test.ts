import { describe, expect, it } from 'vitest';
import { agreesWithParser } from '../../lambdas/http/compare-multipart.ts';
import { readMultipart } from '../../lambdas/http/multipart-grammar.ts';
import { bodyOf, field, fields, file, parseWithMiddy } from './multipart-bodies.ts';

const runs = 20_000;
const boundaries = ['limit', '----WebKitFormBoundaryAaBb01', 'a b', "a'b=c:d"];
/** Pieces that parsers read in different ways. */
const pieces = [
  '\r\n',
  '\n',
  '\r',
  '\0',
  ' ',
  '\t',
  '"',
  '\\',
  ';',
  ':',
  '=',
  '*',
  '--',
  '%00',
  '\xff',
  '\xc3\xa4',
  '\r\n\r\n',
  '\r\n ',
  "UTF-8''",
  '; filename="b.exe"',
  "; filename*=UTF-8''b.exe",
  '; name="policy_key"',
  'Content-Disposition: form-data; name="file"\r\n',
  'Content-Type: text/plain; charset=utf-16le\r\n',
  'Content-Transfer-Encoding: base64\r\n',
  '[]',
  '__proto__',
  'filename',
  'name',
  'form-data',
  'boundary=',
];

/** A small generator with a seed, so that a failing run can be had again (mulberry32). */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function seedBody(pick: (below: number) => number): { contentType: string; body: Buffer } {
  const boundary = boundaries[pick(boundaries.length)] ?? 'limit';
  const dispositions = [
    '; filename="a.pdf"',
    '; filename=a.pdf',
    '',
    '; filename="C:\\x\\y.pdf"',
    '; filename="ä.pdf"; filename*=UTF-8\'\'%C3%A4.pdf',
  ];
  const types = [[], ['Content-Type: application/pdf'], ['Content-Type: text/plain; charset="utf-8"', 'Content-Transfer-Encoding: 8bit']];
  const data = Buffer.from(`%PDF-1.7\r\n--${boundary.slice(0, -1)}\r\n\0\xff binary`, 'latin1');
  const parts = [...fields, file(data, dispositions[pick(dispositions.length)], types[pick(types.length)])];
  if (pick(2) === 0) parts.push(field('property_id', 'FDS-A1B2C3'));
  if (pick(2) === 0) parts.reverse();
  return { contentType: `multipart/form-data; boundary="${boundary}"`, body: bodyOf(parts, boundary) };
}

/** Cuts, copies, replaces or inserts at one place; headers are hit more often than data as places near marks are preferred. */
function mutate(body: Buffer, pick: (below: number) => number): Buffer {
  const at = pick(body.length + 1);
  const length = pick(12);
  const piece = Buffer.from(pieces[pick(pieces.length)] ?? '', 'latin1');
  switch (pick(6)) {
    case 0:
      return Buffer.concat([body.subarray(0, at), body.subarray(at + length)]);
    case 1:
      return Buffer.concat([body.subarray(0, at), piece, body.subarray(at)]);
    case 2:
      return Buffer.concat([body.subarray(0, at), piece, body.subarray(at + piece.length)]);
    case 3: {
      const from = pick(body.length + 1);
      return Buffer.concat([body.subarray(0, at), body.subarray(from, from + length * 8), body.subarray(at)]);
    }
    case 4:
      return Buffer.concat([body.subarray(0, at), Buffer.from([pick(256)]), body.subarray(at + 1)]);
    default: {
      const marks = ['name=', 'Content-', '\r\n--', '\r\n\r\n', '"'];
      const mark = body.indexOf(marks[pick(marks.length)] ?? '"', at);
      const place = mark === -1 ? 0 : mark + pick(8);
      return Buffer.concat([body.subarray(0, place), piece, body.subarray(place)]);
    }
  }
}

describe('20,000 changed uploads', () => {
  it('are refused, or read by the parser byte for byte as by the grammar', async () => {
    const pick = random(20_261_121);
    const seen = { accepted: 0, refused: 0 };
    for (let run = 0; run < runs; run += 1) {
      const seed = seedBody(pick);
      let { contentType, body } = seed;
      for (let count = pick(4); count > 0; count -= 1) body = mutate(body, pick);
      if (pick(20) === 0) contentType = mutate(Buffer.from(contentType, 'latin1'), pick).toString('latin1');
      const outcome = readMultipart(contentType, body);
      seen[outcome.kind] += 1;
      if (outcome.kind === 'refused') {
        expect(['request.unsupported_media_type', 'attachment.unreadable', 'attachment.invalid']).toContain(outcome.code);
        continue;
      }
      const { upload } = outcome;
      const parsed = await parseWithMiddy(upload.contentType, body);
      if (!agreesWithParser(upload, body, parsed)) {
        expect.fail(`Run ${run}: the parser disagrees on ${JSON.stringify(body.toString('latin1'))}: ${JSON.stringify(parsed)}`);
      }
    }
    // Both sides must have been tried in earnest.
    expect(seen.accepted + seen.refused).toBe(runs);
    expect(seen.accepted).toBeGreaterThan(runs / 10);
    expect(seen.refused).toBeGreaterThan(runs / 4);
  }, 120_000);
});
