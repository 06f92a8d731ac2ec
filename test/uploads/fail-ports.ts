import type { StorePorts } from './open-uploads.ts';

/**
 * How a call of a store goes wrong.
 *
 * - `before`, `after`: this call fails, before or after its effect, and everything after it works
 * - `dies before`, `dies after`: the process ends there, so every later call of it does nothing
 */
export const faults = ['before', 'after', 'dies before', 'dies after'] as const;

/** How a call of a store goes wrong. */
export type Fault = (typeof faults)[number];

/** Ports whose calls are counted, and one of which may fail. */
export interface FailingPorts {
  readonly ports: StorePorts;
  /** Every call so far, as `port.method`. */
  readonly calls: readonly string[];
}

/** The error of a store that fails; no error of ours. */
export class StoreFailed extends Error {
  override readonly name = 'StoreFailed';
}

/**
 * Counts the calls of ports and lets one fail.
 * @param at - Which call, from 0; absent: none.
 */
export function failPorts(ports: StorePorts, at?: number, fault: Fault = 'before'): FailingPorts {
  const calls: string[] = [];
  const dies = fault.startsWith('dies');
  const enter = (name: string): 'work' | 'before' | 'after' => {
    const index = calls.push(name) - 1;
    if (at === undefined || index < at) return 'work';
    if (index > at) return dies ? 'before' : 'work';
    return fault.endsWith('before') ? 'before' : 'after';
  };
  const wrap = <T extends object>(port: string, target: T): T =>
    new Proxy(target, {
      get: (_, method, receiver) => {
        const found: unknown = Reflect.get(target, method, receiver);
        if (typeof found !== 'function') return found;
        return (...args: readonly unknown[]): unknown => {
          const where = enter(`${port}.${String(method)}`);
          const work = (): unknown => Reflect.apply(found, target, args);
          if (String(method) === 'idsToSweep' || String(method) === 'quarantinedUntil' || String(method) === 'idsByStatus') {
            return where === 'work' ? work() : failingList(where === 'before' ? undefined : work());
          }
          return runOnce(where, work);
        };
      },
    });
  return {
    calls,
    ports: {
      records: wrap('records', ports.records),
      objects: wrap('objects', ports.objects),
      quarantine: wrap('quarantine', ports.quarantine),
      requests: wrap('requests', ports.requests),
    },
  };
}

async function runOnce(where: 'work' | 'before' | 'after', work: () => unknown): Promise<unknown> {
  if (where === 'before') throw new StoreFailed('It failed before it did anything.');
  const result = await work();
  if (where === 'after') throw new StoreFailed('It did its work, and nobody heard of it.');
  return result;
}

/** A list that breaks off: at once, or after its first entry. */
async function* failingList(list: unknown): AsyncGenerator<unknown> {
  if (list !== undefined) {
    for await (const entry of list as AsyncIterable<unknown>) {
      yield entry;
      break;
    }
  }
  throw new StoreFailed('The list broke off.');
}
