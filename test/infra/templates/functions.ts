import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { environment } from '../../../contracts/environment.ts';
import { type FunctionName, functionNames, functions } from '../../../contracts/functions.ts';
import { settingText } from '../../../contracts/load-settings.ts';
import { settingVariable } from '../../../contracts/setting-variable.ts';
import { readSettings } from '../../../lib/settings.ts';
import { stages } from '../../../lib/stages.ts';
import { functionOf } from '../read-permissions.ts';
import { projectRoot, textOf } from '../synthesise.ts';
import { prod } from './stages.ts';

const stage = stages.prod;
const { resources } = prod;

const variablesSchema = z.object({ Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }) });
const variablesOf = (name: FunctionName) =>
  variablesSchema.parse(functionOf(resources, stage.name, name).resource.properties).Environment.Variables;

describe('the functions of the templates', () => {
  it('are those of the registry', () => {
    const deployed = resources.filter(({ type }) => type === 'AWS::Lambda::Function').map(({ properties }) => properties.FunctionName);
    expect(deployed.sort()).toEqual(functionNames.map((name) => `dossier-prod-${name}`).sort());
  });

  it.each(functionNames)('%s has exactly the environment of the registry', (name) => {
    const { environment: keys, settings, trigger } = functions[name];
    // Where there is an edge, what stands behind a route knows its secrets.
    const atEdge = trigger === 'http' ? [environment.edgeSecrets] : [];
    const wanted = [...keys.map((key) => environment[key]), ...settings.map(settingVariable), ...atEdge];
    expect(Object.keys(variablesOf(name)).sort()).toEqual(wanted.sort());
  });

  it.each(functionNames)('%s has its settings as the stage has them', (name) => {
    const settings = readSettings(projectRoot, stage.settings);
    // The scanner's name comes from its stack.
    settings.attachment_scanning.icap_host = 'scanner.dossier-prod.internal';
    for (const path of functions[name].settings) expect(variablesOf(name)[settingVariable(path)]).toBe(settingText(settings, path));
  });

  it.each(functionNames)('%s has the memory and timeout of the registry, on Node 24 and arm64', (name) => {
    expect(functionOf(resources, stage.name, name).resource.properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: functions[name].memoryMb,
      Timeout: functions[name].timeoutSeconds,
      Description: functions[name].summary,
    });
  });

  it.each(functionNames)('%s logs as JSON into a group of its own that forgets', (name) => {
    const { resource } = functionOf(resources, stage.name, name);
    const { LoggingConfig } = z
      .object({ LoggingConfig: z.object({ LogFormat: z.literal('JSON'), LogGroup: z.unknown() }) })
      .parse(resource.properties);
    const group = resources.find(({ id, stack }) => stack === resource.stack && `<${id}>` === textOf(LoggingConfig.LogGroup));
    expect(group?.properties).toMatchObject({ RetentionInDays: stage.logRetentionDays });
    const sharing = resources.filter(
      ({ type, stack, properties }) =>
        type === 'AWS::Lambda::Function' &&
        stack === resource.stack &&
        JSON.stringify(properties.LoggingConfig) === JSON.stringify(LoggingConfig),
    );
    expect(sharing).toHaveLength(1);
  });

  it('know the same state machine that the workflow stack has', () => {
    const [machine] = resources.filter(({ type }) => type === 'AWS::StepFunctions::StateMachine');
    expect(textOf(variablesOf('submit-privacy-request')[environment.stateMachineArn])).toMatch(
      new RegExp(`:stateMachine:${String(machine?.properties.StateMachineName)}$`),
    );
  });
});
