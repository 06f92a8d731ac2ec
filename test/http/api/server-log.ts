import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import type { Api } from './open-api.ts';
import { until } from './until.ts';

/** A text that stands nowhere else, to be looked for where it must not be. */
export function makeMarker(): string {
  return `mark${crypto.randomUUID().replaceAll('-', '')}`;
}

/**
 * Checks that a text is nowhere in the log of the server, where its log can be read at all.
 * @remarks The log is written in order, so once the line of a later call is there, those of all earlier calls are.
 */
export async function expectNotLogged(api: Api, marker: string): Promise<void> {
  const { logFile } = api.target;
  if (logFile === undefined) return;
  const { headers } = await api.call('check-health');
  const id = headers.get('apigw-requestid') ?? 'none';
  const log = await until('the line of a call in the log', async () => {
    const text = await readFile(logFile, 'utf8');
    return text.includes(id) ? text : undefined;
  });
  expect(log.includes(marker), 'a value that was sent is in the log').toBe(false);
}
