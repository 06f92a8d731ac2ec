import { afterEach, expect, it } from 'vitest';
import { createIcapScanner } from '../../adapters/icap/icap-scanner.ts';
import { sendCanary } from '../../core/attachments/canary.ts';
import { eicarBytes } from '../../core/attachments/eicar.ts';
import { guardScanner } from '../../core/attachments/guarded-scanner.ts';
import type { AttachmentScanner } from '../../core/attachments/scanner-port.ts';
import { clean, unavailable } from '../../core/attachments/verdict.ts';
import { startScanner } from '../../scanner/start-scanner.ts';
import { infectedFiles } from './carriers.ts';
import type { Pieces } from './start-pieces.ts';
import { preparePieces } from './start-pieces.ts';
import { describeWhenInstalled } from './when-installed.ts';

const file = Buffer.from('A person’s file');
const soon = () => Date.now() + 20_000;
const canaryOf = (scanner: AttachmentScanner) => sendCanary(scanner, Date.now, soon());
const testMs = 60_000;

describeWhenInstalled('the real scanner when it fails', (packages) => {
  let stop: () => Promise<void> = async () => undefined;
  afterEach(async () => {
    await stop();
  });

  async function prepare(configuration: 'shipped' | 'stock'): Promise<Pieces> {
    const pieces = await preparePieces(packages, configuration);
    stop = pieces.stop;
    return pieces;
  }

  it(
    'is unavailable at the deadline while clamd hangs, and back when it goes on',
    async () => {
      const running = await startScanner({ signaturesFrom: '/nonexistent' });
      stop = running.stop;
      const timeoutSeconds = 1;
      const scanner = createIcapScanner({ ...running, timeoutSeconds });
      const clock = { aheadMs: 0 };
      const guard = guardScanner(scanner, { now: () => Date.now() + clock.aheadMs });
      expect(await guard.scan(file, soon())).toEqual(clean(file));

      process.kill(running.clamdPid, 'SIGSTOP');
      const started = performance.now();
      expect(await scanner.scan(file, soon())).toEqual(unavailable('deadline'));
      const tookMs = performance.now() - started;
      expect(tookMs).toBeGreaterThanOrEqual(timeoutSeconds * 1_000 - 5);
      expect(tookMs).toBeLessThan((timeoutSeconds + 2) * 1_000);
      clock.aheadMs = 60_000;
      expect(await guard.scan(file, soon() + clock.aheadMs)).toEqual(unavailable('canary_down'));

      process.kill(running.clamdPid, 'SIGCONT');
      clock.aheadMs += 5_000;
      expect(await guard.scan(file, soon() + clock.aheadMs)).toEqual(clean(file));
    },
    testMs,
  );

  it(
    'ends as a whole when clamd is killed',
    async () => {
      const running = await startScanner({ signaturesFrom: '/nonexistent' });
      stop = running.stop;
      const scanner = createIcapScanner({ ...running, timeoutSeconds: 5 });
      process.kill(running.clamdPid, 'SIGKILL');
      await running.ended;
      expect(await scanner.scan(file, soon())).toEqual(unavailable('not_reached'));
      expect(() => process.kill(running.cicapPid, 0)).toThrow();
    },
    testMs,
  );

  it(
    'ends as a whole when c-icap is killed',
    async () => {
      const running = await startScanner({ signaturesFrom: '/nonexistent' });
      stop = running.stop;
      process.kill(running.cicapPid, 'SIGKILL');
      await running.ended;
      expect(() => process.kill(running.clamdPid, 0)).toThrow();
      expect(await createIcapScanner({ ...running, timeoutSeconds: 5 }).scan(file, soon())).toMatchObject({ verdict: 'unavailable' });
    },
    testMs,
  );

  it(
    'has no verdict on anything once clamd is gone and c-icap still answers',
    async () => {
      const pieces = await prepare('shipped');
      const clamd = await pieces.startClamd();
      await pieces.startCicap();
      const scanner = pieces.scanner(5);
      expect(await canaryOf(scanner)).toMatchObject({ state: 'good' });
      process.kill(clamd.pid, 'SIGKILL');
      await clamd.ended;
      for (const [, bytes] of infectedFiles) expect((await scanner.scan(bytes, soon())).verdict).toBe('unavailable');
      expect((await scanner.scan(file, soon())).verdict).toBe('unavailable');
      expect(await canaryOf(scanner)).toMatchObject({ state: 'down' });
    },
    testMs,
  );

  it(
    'lets no bad file pass while clamd is killed under load',
    async () => {
      const pieces = await prepare('shipped');
      const clamd = await pieces.startClamd();
      await pieces.startCicap();
      const scanner = pieces.scanner(5);
      let answered = 0;
      const verdicts = await Promise.all(
        Array.from({ length: 400 }, async (_, index) => {
          const bad = index % 2 === 1;
          const bytes = bad ? Buffer.concat([Buffer.from(`${index} `), eicarBytes()]) : Buffer.from(`File ${index}`);
          const { verdict } = await scanner.scan(bytes, soon());
          answered += 1;
          if (answered === 100) process.kill(clamd.pid, 'SIGKILL');
          return `${bad ? 'bad' : 'good'} file: ${verdict}`;
        }),
      );
      const kinds = new Set(verdicts);
      expect(kinds).not.toContain('bad file: clean');
      expect(kinds).toContain('good file: clean');
      expect(kinds).toContain('bad file: unavailable');
    },
    testMs,
  );

  it(
    'is called blind when c-icap was started before clamd, also after clamd came up',
    async () => {
      const pieces = await prepare('shipped');
      await pieces.startCicap();
      const scanner = pieces.scanner(5);
      expect(await scanner.scan(eicarBytes(), soon())).toEqual(unavailable('engine_missing'));
      expect(await canaryOf(scanner)).toMatchObject({ state: 'blind', missed: ['pdf', 'png', 'zip', 'text', 'clean'] });
      await pieces.startClamd();
      expect(await scanner.scan(eicarBytes(), soon())).toEqual(unavailable('engine_missing'));
      expect(await canaryOf(scanner)).toMatchObject({ state: 'blind' });
      expect(await guardScanner(scanner, { now: Date.now }).scan(file, soon())).toEqual(unavailable('canary_blind'));
    },
    testMs,
  );

  it(
    'is called blind in Debian’s stock configuration, which passes PDF and PNG unseen',
    async () => {
      const pieces = await prepare('stock');
      await pieces.startClamd();
      await pieces.startCicap();
      const scanner = pieces.scanner(5);
      expect(await scanner.scan(eicarBytes(), soon())).toMatchObject({ verdict: 'infected' });
      const canary = await canaryOf(scanner);
      expect(canary.state).toBe('blind');
      expect([...canary.missed].sort()).toEqual(['pdf', 'png']);
      expect(await guardScanner(scanner, { now: Date.now }).scan(file, soon())).toEqual(unavailable('canary_blind'));
    },
    testMs,
  );
});
