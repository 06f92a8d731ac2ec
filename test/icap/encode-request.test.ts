import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRequest } from '../../adapters/icap/encode-request.ts';
import { fileIn } from './lying-server.ts';

const seed = 20_261_121;
const target = { host: 'scanner.internal', port: 1_344, service: 'avscan' };
const files = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 3_000 }),
  fc.integer({ min: 65_530, max: 65_545 }).map((length) => Buffer.alloc(length, 'x')),
  fc.constant(Buffer.alloc(200_000, '0\r\n\r\n')),
);

function joined(parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts);
}

describe('writing a request', () => {
  it('carries the file, whatever its bytes', () => {
    fc.assert(
      fc.property(files, (bytes) => {
        const request = encodeRequest(target, bytes);
        expect(request.rest).toEqual([]);
        expect(fileIn(joined(request.opening)).equals(bytes)).toBe(true);
      }),
      { seed, numRuns: 100 },
    );
  });

  it('says where each part begins, to the byte', () => {
    const text = joined(encodeRequest(target, Buffer.from('abc')).opening).toString('latin1');
    const inside = text.slice(text.indexOf('\r\n\r\n') + 4);
    const offsets = /Encapsulated: req-hdr=0, res-hdr=(\d+), res-body=(\d+)\r\n/.exec(text);
    expect(inside.slice(Number(offsets?.[1]))).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(inside.slice(Number(offsets?.[2]))).toBe('3\r\nabc\r\n0\r\n\r\n');
  });

  it('splits a file at the preview and marks one that fits as whole', () => {
    fc.assert(
      fc.property(files, fc.integer({ min: 1, max: 70_000 }), (bytes, previewBytes) => {
        const { opening, rest } = encodeRequest(target, bytes, previewBytes);
        const preview = joined(opening);
        expect(preview.toString('latin1', 0, 400)).toContain(`\r\nPreview: ${previewBytes}\r\n`);
        const fits = bytes.length <= previewBytes;
        expect(preview.toString('latin1').endsWith(fits ? '\r\n0; ieof\r\n\r\n' : '\r\n0\r\n\r\n')).toBe(true);
        expect(rest.length > 0).toBe(!fits);
        const beginning = fileIn(preview);
        expect(beginning.equals(bytes.subarray(0, previewBytes))).toBe(true);
        const remaining = fits ? Buffer.alloc(0) : fileIn(Buffer.concat([Buffer.from('res-body=0\r\n\r\n'), ...rest]));
        expect(Buffer.concat([beginning, remaining]).equals(bytes)).toBe(true);
      }),
      { seed, numRuns: 100 },
    );
  });

  it('names no length, no encoding and nothing of the file', () => {
    const head = joined(encodeRequest(target, Buffer.from('secret-name.pdf')).opening.slice(0, 1))
      .toString('latin1')
      .toLowerCase();
    for (const word of ['content-length', 'content-encoding', 'x-client-ip', 'secret', 'filename']) expect(head).not.toContain(word);
  });

  it('puts an IPv6 address into brackets', () => {
    const text = joined(encodeRequest({ ...target, host: '::1' }, Buffer.of(1)).opening).toString('latin1');
    expect(text).toMatch(/^RESPMOD icap:\/\/\[::1\]:1344\/avscan ICAP\/1\.0\r\nHost: \[::1\]:1344\r\n/);
  });

  it('refuses an empty file', () => {
    expect(() => encodeRequest(target, new Uint8Array())).toThrow(RangeError);
  });
});
