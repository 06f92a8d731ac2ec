import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { loadSettings, SettingsError } from '../../contracts/load-settings.ts';
import { NodeFunction } from '../../lib/constructs/node-function.ts';
import { DossierApp } from '../../lib/dossier-app.ts';
import { schedulesOf } from '../../lib/schedules.ts';
import { readSettings } from '../../lib/settings.ts';
import { keeps, stages } from '../../lib/stages.ts';
import { assemblyFolder, projectRoot } from './synthesise.ts';

const file = JSON.stringify(readSettings(projectRoot, {}));
const load = (environment: Record<string, string> = {}, text = file) => loadSettings({ file: text, overrides: {}, environment });

describe('the settings of a stage', () => {
  it('are those of the file where nothing overrides them', () => {
    expect(load()).toEqual(JSON.parse(file));
  });

  it('are overridden by the stage, and by a variable above it', () => {
    const overrides = { 'execution.manual_input_timeout_days': 30 } as const;
    expect(loadSettings({ file, overrides, environment: {} }).execution.manual_input_timeout_days).toBe(30);
    const environment = { DOSSIER__EXECUTION__MANUAL_INPUT_TIMEOUT_DAYS: '7', DOSSIER__ATTACHMENT_SCANNING__ENABLED: 'true' };
    expect(loadSettings({ file, overrides, environment })).toMatchObject({
      execution: { manual_input_timeout_days: 7 },
      attachment_scanning: { enabled: true },
    });
  });

  it.each([
    [
      { DOSSIER__EXECUTION__MANUAL_INPUT_TIMEOUT_DAYS: '361' },
      'The setting execution.manual_input_timeout_days (DOSSIER__EXECUTION__MANUAL_INPUT_TIMEOUT_DAYS) is not valid: it must be at most 360.',
    ],
    [
      { DOSSIER__EXECUTION__MANUAL_INPUT_TIMEOUT_DAYS: '0' },
      'The setting execution.manual_input_timeout_days (DOSSIER__EXECUTION__MANUAL_INPUT_TIMEOUT_DAYS) is not valid: it must be at least 1.',
    ],
    [
      { DOSSIER__RATE_LIMIT__PUBLIC_PER_MINUTE: 'many' },
      'The setting rate_limit.public_per_minute (DOSSIER__RATE_LIMIT__PUBLIC_PER_MINUTE) is not valid: it must be a whole number.',
    ],
    [
      { DOSSIER__ATTACHMENT_SCANNING__ENABLED: 'yes' },
      'The setting attachment_scanning.enabled (DOSSIER__ATTACHMENT_SCANNING__ENABLED) is not valid: it must be true or false.',
    ],
    [{ DOSSIER__EXECUTION__TIMEOUT: '1' }, 'DOSSIER__EXECUTION__TIMEOUT is no setting of Dossier; config/dossier.json lists them all.'],
  ])('stop synth with one sentence when a variable is wrong: %j', (environment, sentence) => {
    expect(() => load(environment)).toThrow(new SettingsError(sentence));
  });

  it.each([
    ['{', 'config/dossier.json is not valid JSON.'],
    ['[]', 'config/dossier.json must be an object of sections, each an object of settings.'],
    [
      JSON.stringify({ ...JSON.parse(file), reconciler: { interval_seconds: 60, speed: 1 } }),
      'reconciler.speed in config/dossier.json is no setting of Dossier.',
    ],
    [JSON.stringify({ ...JSON.parse(file), extra: {} }), 'extra in config/dossier.json is no setting of Dossier.'],
  ])('stop synth with one sentence when the file is wrong', (text, sentence) => {
    expect(() => load({}, text)).toThrow(new SettingsError(sentence));
  });
});

describe('a stage', () => {
  it('keeps its data unless it says why not', () => {
    expect(stages.prod.keepData).toBe(true);
    expect(keeps(true)).toBe(true);
    expect(keeps({ because: 'The data of this stage is made up.' })).toBe(false);
    expect(() => keeps({ because: 'because' })).toThrow('leaves a safe default without a reason');
  });

  it('is built alone when it is asked for', () => {
    const build = (stage?: string) =>
      new DossierApp({
        projectRoot,
        app: { outdir: assemblyFolder(), context: { 'aws:cdk:bundling-stacks': [], ...(stage === undefined ? {} : { stage }) } },
      });
    expect(build('prod').builtStages.map(({ node }) => node.id)).toEqual(['prod']);
    expect(build().builtStages.map(({ node }) => node.id)).toEqual(['dev', 'prod']);
    expect(() => build('test')).toThrow('There is no such stage; the stages are dev, prod, local-emulator.');
  });
});

describe('a function', () => {
  const surroundings = { stage: stages.prod, settings: readSettings(projectRoot, {}), projectRoot };
  const stackOf = () => new Stack(new App({ outdir: assemblyFolder(), context: { 'aws:cdk:bundling-stacks': [] } }), 'stack');

  it('that has no entry stops synth with its name', () => {
    const empty = mkdtempSync(join(tmpdir(), 'dossier-empty-'));
    symlinkSync(join(projectRoot, 'package-lock.json'), join(empty, 'package-lock.json'));
    expect(() => new NodeFunction(stackOf(), 'issue-token', { ...surroundings, projectRoot: empty })).toThrow(
      new Error('The function issue-token has no entry: lambdas/issue-token/handler.ts is missing.'),
    );
    rmSync(empty, { recursive: true });
  });

  it('that is given what the registry doesn’t name, or is not given what it names, stops synth', () => {
    const stack = stackOf();
    const fn = new NodeFunction(stack, 'issue-token', surroundings);
    expect(() => fn.provide('packagesBucket', 'bucket')).toThrow('gives issue-token PACKAGES_BUCKET, which contracts/functions.ts doesn');
    expect(() => stack.node.root.node.validate()).not.toThrow();
    expect(fn.node.validate()).toEqual(
      ['REQUESTS_TABLE', 'TOKEN_URL', 'SCOPE_PREFIX'].map(
        (name) => `contracts/functions.ts names ${name} for issue-token, and nothing in lib/access.ts gives it.`,
      ),
    );
  });
});

describe('the intervals of a stage', () => {
  const settings = readSettings(projectRoot, {});
  const withInterval = (interval_seconds: number) => schedulesOf({ ...settings, reconciler: { interval_seconds } });

  it('are those of its settings', () => {
    const [regular] = withInterval(120)['reconcile-requests'] ?? [];
    expect(regular).toMatchObject({ expression: 'rate(2 minutes)', maximumAgeSeconds: 120 });
    expect(withInterval(60)['sweep-attachments']?.[0]?.expression).toBe('rate(1 minute)');
  });

  it.each([
    [90, 'The setting reconciler.interval_seconds must be whole minutes on AWS: a multiple of 60.'],
    [360, 'The setting reconciler.interval_seconds must be at most 300 on AWS.'],
  ])('of %i seconds stop synth with one sentence', (seconds, sentence) => {
    expect(() => withInterval(seconds)).toThrow(new Error(sentence));
  });
});
