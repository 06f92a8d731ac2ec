import { describe, expect, it } from 'vitest';
import { createIcapScanner } from '../../adapters/icap/icap-scanner.ts';
import { scanVerdict } from '../../contracts/schemas/scan.ts';
import type { ScanVerdict } from '../../core/attachments/verdict.ts';
import { clean } from '../../core/attachments/verdict.ts';
import { breakingOff } from './behaviours/breaking-off.ts';
import { finding } from './behaviours/finding.ts';
import { honest } from './behaviours/honest.ts';
import { malformedAnswers } from './behaviours/malformed.ts';
import type { NamedBehaviour } from './behaviours/named-behaviour.ts';
import { large, small } from './behaviours/named-behaviour.ts';
import { provingNothing } from './behaviours/proving-nothing.ts';
import { fileIn, startLyingServer } from './lying-server.ts';

const lying = [...provingNothing, ...malformedAnswers, ...breakingOff];

/** Seconds a scan may take here. Only the behaviours that never answer use them up. */
const timeoutSeconds = 1;

async function verdictOn(named: NamedBehaviour): Promise<{ verdict: ScanVerdict; tookMs: number }> {
  const server = await startLyingServer(named.behaviour);
  try {
    const preview = named.previewBytes === undefined ? {} : { previewBytes: named.previewBytes };
    // A large file needs its time on a busy machine; where the answer never comes a second is enough.
    const seconds = named.file === 'large' && named.because !== 'deadline' ? 20 : timeoutSeconds;
    const scanner = createIcapScanner({ host: '127.0.0.1', port: server.port, service: 'avscan', timeoutSeconds: seconds, ...preview });
    const started = performance.now();
    const verdict = await scanner.scan(named.file === 'large' ? large : small, Date.now() + 60_000);
    return { verdict, tookMs: performance.now() - started };
  } finally {
    await server.close();
  }
}

function reasonOf(verdict: ScanVerdict): string {
  if (verdict.verdict === 'infected') return verdict.threat;
  return verdict.verdict === 'clean' ? verdict.sha256 : verdict.reason;
}

describe('a scanner that is honest', () => {
  it.each(honest.map((named) => [named.name, named] as const))('is believed: %s', async (_, named) => {
    const { verdict } = await verdictOn(named);
    expect(verdict).toEqual(clean(named.file === 'large' ? large : small));
  });
});

describe('a scanner that found something', () => {
  it.each(finding.map((named) => [named.name, named] as const))('is believed: %s', async (_, named) => {
    const { verdict } = await verdictOn(named);
    expect(verdict.verdict).toBe(named.expects);
    if (named.because !== undefined) expect(reasonOf(verdict)).toBe(named.because);
    expect(scanVerdict.parse(verdict)).toEqual(verdict);
  });
});

describe('a scanner that lies or breaks off', () => {
  it('is played in at least forty ways', () => {
    expect(lying.length).toBeGreaterThanOrEqual(40);
    expect(new Set([...honest, ...finding, ...lying].map(({ name }) => name)).size).toBe(honest.length + finding.length + lying.length);
  });

  it.concurrent.each(lying.map((named) => [named.name, named] as const))('is never taken for clean: %s', async (_, named) => {
    const { verdict, tookMs } = await verdictOn(named);
    expect(verdict).toEqual({ verdict: named.expects, reason: named.because });
    if (named.because === 'deadline') {
      expect(tookMs).toBeGreaterThanOrEqual(timeoutSeconds * 1_000 - 5);
      expect(tookMs).toBeLessThan((timeoutSeconds + 2) * 1_000);
    }
  });
});

describe('a scanner that is not there', () => {
  const here = { port: 1, service: 'avscan', timeoutSeconds: 5 };

  it('is unavailable at once when the connection is refused', async () => {
    const server = await startLyingServer(() => undefined);
    await server.close();
    const started = performance.now();
    const verdict = await createIcapScanner({ ...here, host: '127.0.0.1', port: server.port }).scan(small, Date.now() + 5_000);
    expect(verdict).toEqual({ verdict: 'unavailable', reason: 'not_reached' });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('is unavailable when its name leads nowhere', async () => {
    const verdict = await createIcapScanner({ ...here, host: 'no-such-scanner.invalid' }).scan(small, Date.now() + 5_000);
    expect(verdict.verdict).toBe('unavailable');
  });

  it('is not asked when the deadline has passed', async () => {
    const verdict = await createIcapScanner({ ...here, host: '127.0.0.1' }).scan(small, Date.now() - 1);
    expect(verdict.verdict).toBe('unavailable');
  });

  it('keeps the caller’s deadline where that is the earlier one', async () => {
    const server = await startLyingServer(() => undefined);
    const started = performance.now();
    const verdict = await createIcapScanner({ ...here, host: '127.0.0.1', port: server.port }).scan(small, Date.now() + 200);
    await server.close();
    expect(verdict).toEqual({ verdict: 'unavailable', reason: 'deadline' });
    expect(performance.now() - started).toBeLessThan(2_200);
  });
});

describe('what the scanner gets to see', () => {
  it('is the file to its last byte, a constant address and a constant type', async () => {
    const server = await startLyingServer(async ({ whole, say }) => {
      await whole;
      say('ICAP/1.0 204 OK\r\n\r\n');
    });
    await createIcapScanner({ host: '127.0.0.1', port: server.port, service: 'avscan', timeoutSeconds: 5 }).scan(small, Date.now() + 5_000);
    await server.close();
    const request = server.lastRequest();
    expect(fileIn(request)).toEqual(small);
    expect(request.toString('latin1').split('\r\n').slice(0, 11)).toEqual([
      `RESPMOD icap://127.0.0.1:${server.port}/avscan ICAP/1.0`,
      `Host: 127.0.0.1:${server.port}`,
      'User-Agent: Dossier',
      'Allow: 204',
      'Connection: close',
      'Encapsulated: req-hdr=0, res-hdr=67, res-body=126',
      '',
      'GET http://dossier.invalid/file HTTP/1.1',
      'Host: dossier.invalid',
      '',
      'HTTP/1.1 200 OK',
    ]);
  });

  it('is never an empty file: a 204 to nothing proves nothing', async () => {
    const scanner = createIcapScanner({ host: '127.0.0.1', port: 1, service: 'avscan', timeoutSeconds: 5 });
    expect(await scanner.scan(new Uint8Array(), Date.now() + 1_000)).toEqual({ verdict: 'unscannable', reason: 'empty' });
  });

  it('is never a header smuggled in by the configuration', () => {
    const target = { host: '127.0.0.1', port: 1344, service: 'avscan', timeoutSeconds: 5 };
    for (const broken of [
      { host: 'a\r\nX-A: b' },
      { host: '' },
      { service: 'avscan HTTP/1.1' },
      { service: '' },
      { port: 0 },
      { port: 65_536 },
    ]) {
      expect(() => createIcapScanner({ ...target, ...broken })).toThrow(RangeError);
    }
  });
});
