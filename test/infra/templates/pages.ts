import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { functions } from '../../../contracts/functions.ts';
import { limits } from '../../../contracts/limits.ts';
import { routes } from '../../../contracts/routes.ts';
import { scanRequest } from '../../../contracts/schemas/scan.ts';
import { reconcileInput, workflowInput } from '../../../contracts/schemas/workflow.ts';
import { stages } from '../../../lib/stages.ts';
import { projectRoot } from '../synthesise.ts';
import { prod } from './stages.ts';

const page = (name: string) => readFileSync(join(projectRoot, 'docs', name), 'utf8');
const headings = (text: string) =>
  [...text.matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-'),
  );

describe('the runbook', () => {
  const anchors = prod.resources
    .filter(({ type }) => type === 'AWS::CloudWatch::Alarm')
    .map(({ properties }) => /runbook\.md#([a-z-]+)$/.exec(String(properties.AlarmDescription))?.[1]);

  it('has a heading for every alarm', () => {
    expect(anchors).not.toEqual([]);
    expect(headings(page('runbook.md'))).toEqual(expect.arrayContaining([...new Set(anchors)]));
  });
});

describe('the page on limits', () => {
  it.each(['gatewayBodyBytes', 'lambdaEventBytes', 'multipartBodyBytes', 'jsonBodyBytes', 'attachmentBytes', 'manualInputBytes'] as const)(
    'has %s as the contract has it',
    (name) => {
      expect(page('limits.md')).toContain(limits[name].toLocaleString('en-US'));
    },
  );
});

describe('the page on emulators', () => {
  it('names every part that is left out there, and no stage of AWS leaves any out', () => {
    for (const part of Object.keys(stages['local-emulator'].leftOut)) expect(page('emulators.md')).toContain(`\`${part}\``);
    expect([stages.dev.leftOut, stages.prod.leftOut]).toEqual([{}, {}]);
  });
});

describe('the page on resources', () => {
  const identified = z.object({ 'aws:cdk:path': z.string() });

  it('lists what the templates of prod hold', async () => {
    const stacks = Map.groupBy(prod.resources, ({ stack }) => stack);
    const sections = [...stacks].map(([stack, resources]) => {
      const types = Map.groupBy(resources, ({ type }) => type);
      const rows = [...types]
        .sort(([a], [b]) => a.localeCompare(b))
        .map(
          ([type, all]) =>
            `| \`${type}\` | ${all.length} | ${[...new Set(all.map(({ id, metadata }) => nameOf(identified.safeParse(metadata).data?.['aws:cdk:path'] ?? id)))].join(', ')} |`,
        );
      return [
        `## ${stack}`,
        '',
        `Resources: ${resources.length}.`,
        '',
        '| Type | How many | Which |',
        '| --- | --- | --- |',
        ...rows,
        '',
      ].join('\n');
    });
    const text = [
      '# Resources',
      '',
      'Everything the stage `prod` is made of. Written by `vitest run --project parts test/infra -u`, and checked by every run.',
      '',
      ...sections,
    ].join('\n');
    await expect(text).toMatchFileSnapshot('../../docs/resources.md');
  });

  /** A construct's path without its stage, stack, and what the library adds at its end. */
  function nameOf(path: string): string {
    return path
      .split('/')
      .slice(2)
      .filter((part) => part !== 'Resource' && part !== 'Default')
      .join('/')
      .replaceAll('|', '\\|');
  }
});

describe('the events for sam', () => {
  const folder = join(projectRoot, 'test/events');
  const events = readdirSync(folder).map((file) => ({ file, event: JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown }));
  const httpEvent = z.looseObject({ version: z.literal('2.0'), routeKey: z.string(), rawPath: z.string() });

  it.each(events)('$file is one that its function takes', ({ file, event }) => {
    const name = file.split('.')[0] ?? '';
    const spec = Object.entries(functions).find(([key]) => key === name)?.[1];
    expect(spec, name).not.toBe(undefined);
    if (spec?.trigger === 'http') {
      const keys = routes.filter((route) => route.function === name).map((route) => `${route.method} ${route.path}`);
      expect([...keys, '$default']).toContain(httpEvent.parse(event).routeKey);
    } else if (spec?.trigger === 'workflow') expect(workflowInput.parse(event)).toEqual(event);
    else if (spec?.trigger === 'invoke') expect(scanRequest.parse(event)).toEqual(event);
    else expect(reconcileInput.parse(event)).toEqual(event);
  });

  it('are all named on their page', () => {
    for (const { file } of events) expect(page('sam.md')).toContain(file);
  });
});
