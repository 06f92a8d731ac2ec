import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { functions } from '../../../contracts/functions.ts';
import { reconcileInput } from '../../../contracts/schemas/workflow.ts';
import { impacts } from '../../../lib/impacts.ts';
import { stages } from '../../../lib/stages.ts';
import { dev, prod } from './stages.ts';

const alarmSchema = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string(),
  AlarmActions: z.array(z.unknown()),
  TreatMissingData: z.string(),
});
const alarms = prod.resources
  .filter(({ type }) => type === 'AWS::CloudWatch::Alarm')
  .map(({ properties }) => alarmSchema.parse(properties));

describe('the alarms', () => {
  it.each(Object.entries(impacts))('tell what it means when %s fails', (name, impact) => {
    const alarm = alarms.find(({ AlarmName }) => AlarmName === `dossier-prod-${name}-fails`);
    expect(alarm?.AlarmDescription).toContain(impact);
  });

  it('know the impact of every function of the registry', () => {
    expect(Object.keys(impacts).sort()).toEqual(Object.keys(functions).sort());
  });

  it('each open with a sentence, say where to read on, and mail somebody', () => {
    expect(alarms.length).toBeGreaterThan(Object.keys(functions).length);
    for (const { AlarmName, AlarmDescription, AlarmActions } of alarms) {
      expect(AlarmDescription, AlarmName).toMatch(/^[A-Z].{20,}\. What to do: docs\/runbook\.md#[a-z-]+$/);
      expect(AlarmActions, AlarmName).toHaveLength(1);
    }
  });

  it('ring in silence where the reconciler has stopped, or the canary', () => {
    const silent = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching').map(({ AlarmName }) => AlarmName);
    expect(silent).toEqual(['dossier-prod-repairs-stopped', 'dossier-prod-scanner-unproven']);
  });

  it('reach somebody in every stage that doesn’t say why not', () => {
    const receivers = ({ resources }: typeof prod) =>
      resources.filter(({ type }) => type === 'AWS::SNS::Subscription').map(({ properties }) => properties.Endpoint);
    expect(receivers(prod)).toEqual([stages.prod.alarmsTo]);
    expect(receivers(dev)).toEqual([]);
    expect(stages.dev.alarmsTo).toEqual({ because: expect.any(String) });
  });
});

describe('the schedules', () => {
  const targetSchema = z.object({
    ScheduleExpression: z.string(),
    Target: z.object({ Input: z.string(), DeadLetterConfig: z.object({ Arn: z.unknown() }) }),
  });

  it('run the reconciler every minute and once a day with the waiting requests, the reminder every morning, the sweep every minute, and keep what could not be run', () => {
    const schedules = prod.resources
      .filter(({ type, stack }) => type === 'AWS::Scheduler::Schedule' && stack !== 'dossier-prod-scan')
      .map(({ properties }) => targetSchema.parse(properties));
    expect(schedules.map(({ ScheduleExpression, Target }) => [ScheduleExpression, JSON.parse(Target.Input)])).toEqual([
      ['rate(1 minute)', {}],
      ['cron(0 3 * * ? *)', { include_waiting: true }],
      ['cron(0 6 * * ? *)', {}],
      ['rate(1 minute)', {}],
    ]);
  });

  it('have inputs that the reconciler takes; the sweep asks for nothing', () => {
    const inputs = prod.resources
      .filter(({ type, stack }) => type === 'AWS::Scheduler::Schedule' && stack !== 'dossier-prod-scan')
      .map(({ properties }) => targetSchema.parse(properties).Target.Input);
    for (const input of inputs) expect(reconcileInput.parse(JSON.parse(input))).toEqual(JSON.parse(input));
  });
});
