import { describe, expect, it } from 'vitest';
import { canaryIsDue, canaryLifetimeMs, canaryRetryMs, judgeProbe, sendCanary } from '../../core/attachments/canary.ts';
import { canaryProbes } from '../../core/attachments/canary-probes.ts';
import { eicarBytes } from '../../core/attachments/eicar.ts';
import { guardScanner } from '../../core/attachments/guarded-scanner.ts';
import type { AttachmentScanner } from '../../core/attachments/scanner-port.ts';
import type { ScanVerdict } from '../../core/attachments/verdict.ts';
import { clean, infected, unavailable, unscannable } from '../../core/attachments/verdict.ts';

const farDeadline = 2_000_000_000;

/** What a played scanner says to a file. */
type Mood = (bytes: Uint8Array) => ScanVerdict;

/** Finds the test file as text, and inside the probes that carry it. */
const seeing: Mood = (bytes) => (knownBad.some((probe) => Buffer.from(probe).equals(bytes)) ? infected('Eicar') : clean(bytes));
const knownBad = canaryProbes().flatMap(({ expects, bytes }) => (expects === 'infected' ? [bytes] : []));
const blindTo =
  (name: string): Mood =>
  (bytes) =>
    canaryProbes().some((probe) => probe.name === name && Buffer.from(probe.bytes).equals(bytes)) ? clean(bytes) : seeing(bytes);

function play(first: Mood) {
  const clock = { ms: 1_000_000 };
  let mood = first;
  let generation: string | undefined;
  let scans = 0;
  const scanner: AttachmentScanner = {
    scan: async (bytes) => {
      scans += 1;
      return mood(bytes);
    },
    generation: () => generation,
  };
  return {
    clock,
    scanner,
    guard: guardScanner(scanner, { now: () => clock.ms }),
    become: (next: Mood, life?: string) => {
      mood = next;
      generation = life ?? generation;
    },
    scans: () => scans,
  };
}

const file = Buffer.from('a person’s file');

describe('the probes', () => {
  it('are a pdf, a png, a zip and a text with the test file in them, and a clean file', () => {
    const probes = canaryProbes();
    expect(probes.map(({ name, expects }) => `${name} ${expects}`)).toEqual([
      'pdf infected',
      'png infected',
      'zip infected',
      'text infected',
      'clean clean',
    ]);
    const eicar = Buffer.from(eicarBytes());
    expect(eicar.length).toBe(68);
    const holds = Object.fromEntries(probes.map(({ name, bytes }) => [name, Buffer.from(bytes).includes(eicar)]));
    // The ZIP's entry is packed: who doesn't unpack doesn't find.
    expect(holds).toEqual({ pdf: true, png: true, zip: false, text: true, clean: false });
  });
});

describe('the canary', () => {
  it('is good when all bad files are found and the clean one passes', async () => {
    const { scanner } = play(seeing);
    expect(await sendCanary(scanner, () => 5, farDeadline)).toEqual({ state: 'good', missed: [], sentAt: 5, generations: [undefined] });
  });

  it.each(['pdf', 'png', 'zip', 'text'])('is blind when the %s is passed', async (name) => {
    const result = await sendCanary(play(blindTo(name)).scanner, () => 5, farDeadline);
    expect(result).toMatchObject({ state: 'blind', missed: [name] });
  });

  it('is blind when the clean file is refused: such a scanner tells nothing', async () => {
    const result = await sendCanary(play(() => infected('Everything')).scanner, () => 5, farDeadline);
    expect(result).toMatchObject({ state: 'blind', missed: ['clean'] });
  });

  it('is down when no verdict is wrong but one is missing', async () => {
    const result = await sendCanary(play(() => unavailable('deadline')).scanner, () => 5, farDeadline);
    expect(result).toMatchObject({ state: 'down', missed: ['pdf', 'png', 'zip', 'text', 'clean'] });
  });

  it('takes a scanner without its engine, and one that can’t read a probe, for blind', () => {
    const [probe] = canaryProbes();
    if (probe === undefined) throw new Error('There are probes.');
    expect(judgeProbe(probe, unavailable('engine_missing'))).toBe('wrong');
    expect(judgeProbe(probe, unscannable('encrypted'))).toBe('wrong');
    expect(judgeProbe(probe, unavailable('not_reached'))).toBe('missing');
  });

  it('is due at first, after a minute, sooner when bad, and when the clock went backwards', () => {
    const good = { state: 'good', missed: [], sentAt: 1_000_000, generations: [] } as const;
    const bad = { ...good, state: 'blind' } as const;
    expect(canaryIsDue(undefined, 0)).toBe(true);
    expect(canaryIsDue(good, 1_000_000 + canaryLifetimeMs - 1)).toBe(false);
    expect(canaryIsDue(good, 1_000_000 + canaryLifetimeMs)).toBe(true);
    expect(canaryIsDue(bad, 1_000_000 + canaryRetryMs - 1)).toBe(false);
    expect(canaryIsDue(bad, 1_000_000 + canaryRetryMs)).toBe(true);
    expect(canaryIsDue(good, 999_999)).toBe(true);
    expect(canaryLifetimeMs).toBeLessThanOrEqual(60_000);
  });
});

describe('a guarded scanner', () => {
  it('sends the canary before the first file and believes the scanner for a minute', async () => {
    const { guard, scans, clock } = play(seeing);
    expect(guard.latest()).toBeUndefined();
    expect(await guard.scan(file, farDeadline)).toEqual(clean(file));
    expect(scans()).toBe(6);
    clock.ms += canaryLifetimeMs - 1;
    expect(await guard.scan(file, farDeadline)).toEqual(clean(file));
    expect(scans()).toBe(7);
    clock.ms += 1;
    await guard.scan(file, farDeadline);
    expect(scans()).toBe(13);
  });

  it('refuses every file of a blind scanner, without sending it, until the canary is good again', async () => {
    const { guard, become, scans, clock } = play(blindTo('png'));
    expect(await guard.scan(file, farDeadline)).toEqual(unavailable('canary_blind'));
    expect(scans()).toBe(5);
    become(seeing);
    expect(await guard.scan(file, farDeadline)).toEqual(unavailable('canary_blind'));
    expect(scans()).toBe(5);
    clock.ms += canaryRetryMs;
    expect(await guard.scan(file, farDeadline)).toEqual(clean(file));
  });

  it('notices within a minute that the scanner went blind', async () => {
    const { guard, become, clock } = play(seeing);
    await guard.scan(file, farDeadline);
    become((bytes) => clean(bytes));
    clock.ms += 60_000;
    expect(await guard.scan(file, farDeadline)).toEqual(unavailable('canary_blind'));
  });

  it('doubts the scanner at once when a scan gives no verdict, so that health hears of it before the minute is over', async () => {
    const { guard, become } = play(seeing);
    expect(await guard.scan(file, farDeadline)).toEqual(clean(file));
    become(() => unavailable('deadline'));
    expect(await guard.scan(file, farDeadline)).toEqual(unavailable('deadline'));
    expect((await guard.check(farDeadline)).state).toBe('down');
  });

  it('notices at once that the scanner was started anew, before it believes it', async () => {
    const { guard, become } = play(seeing);
    become(seeing, 'first life');
    await guard.check(farDeadline);
    become((bytes) => clean(bytes), 'second life');
    expect(await guard.scan(file, farDeadline)).toEqual(unavailable('canary_blind'));
  });

  it('asks again for the file when the new life is good', async () => {
    const { guard, become, scans } = play(seeing);
    become(seeing, 'first life');
    await guard.check(farDeadline);
    become(seeing, 'second life');
    expect(await guard.scan(file, farDeadline)).toEqual(clean(file));
    expect(scans()).toBe(5 + 1 + 5 + 1);
  });

  it('doesn’t believe a life that was only asked for the clean file of the canary', async () => {
    const cleanProbe = canaryProbes().find(({ expects }) => expects === 'clean');
    let answering = 'seeing';
    // Two scanners behind one name: one finds everything, the other passes everything, and got the harmless probe.
    const scanner: AttachmentScanner = {
      scan: async (bytes) => {
        await new Promise((resolve) => setImmediate(resolve));
        const passes = cleanProbe === undefined || Buffer.from(cleanProbe.bytes).equals(bytes) || Buffer.from(file).equals(bytes);
        answering = passes ? 'passing everything' : 'seeing';
        return passes ? clean(bytes) : seeing(bytes);
      },
      generation: () => answering,
    };
    const guard = guardScanner(scanner, { now: () => 1_000_000 });
    expect(await guard.scan(file, farDeadline)).toEqual(unavailable('no_proof'));
  });

  it('sends one canary for files that arrive together', async () => {
    const { guard, scans } = play(seeing);
    const verdicts = await Promise.all(Array.from({ length: 20 }, () => guard.scan(file, farDeadline)));
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['clean']));
    expect(scans()).toBe(5 + 20);
  });

  it('passes on what the scanner says of a file while the canary is good', async () => {
    const { guard, become } = play(seeing);
    await guard.check(farDeadline);
    become(() => unscannable('encrypted'));
    expect(await guard.scan(file, farDeadline)).toEqual(unscannable('encrypted'));
  });

  it('doesn’t wait past its own deadline for a canary that another file sent', async () => {
    let release: (verdict: ScanVerdict) => void = () => undefined;
    const stuck: AttachmentScanner = {
      scan: () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    };
    const guard = guardScanner(stuck, { now: Date.now });
    const first = guard.scan(file, Date.now() + 60_000);
    expect(await guard.scan(file, Date.now() + 30)).toEqual(unavailable('canary_down'));
    release(unavailable('deadline'));
    void first;
  });

  it('tells every canary’s result, for the alarm', async () => {
    const heard: string[] = [];
    const { scanner } = play(blindTo('zip'));
    await guardScanner(scanner, { now: () => 0, onCanary: ({ state }) => heard.push(state) }).check(farDeadline);
    expect(heard).toEqual(['blind']);
  });
});
