import { access } from 'node:fs/promises';
import * as z from 'zod/mini';
import { functionNames } from '../../contracts/functions.ts';
import { StartError } from '../run/start-error.ts';

/** A Lambda handler. */
export type Handler = (event: unknown, context: object) => unknown;

/** Every function by name. */
export type Handlers = ReadonlyMap<string, Handler>;

const handlerModule = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') });

/**
 * Loads the handler of every function. The environment has to be set before: handlers build their adapters when they load.
 * @throws {@link StartError} for a function without a handler.
 */
export async function loadFunctions(root = new URL('../../lambdas/', import.meta.url)): Promise<Handlers> {
  return new Map(await Promise.all(functionNames.map(async (name) => [name, await loadHandler(name, root)] as const)));
}

async function loadHandler(name: string, root: URL): Promise<Handler> {
  const file = new URL(`${name}/handler.ts`, root);
  try {
    await access(file);
  } catch {
    throw new StartError(`The function ${name} has no file lambdas/${name}/handler.ts.`);
  }
  const parsed = handlerModule.safeParse(await import(file.href));
  if (!parsed.success) {
    throw new StartError(`lambdas/${name}/handler.ts exports no function called handler.`);
  }
  return parsed.data.handler;
}
