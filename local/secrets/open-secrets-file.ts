import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';

/** Secrets by name, in a file that its owner alone can read. */
export interface SecretsFile {
  get(name: string): string | undefined;
  /** Sets a secret, or takes it away; it is on disk when this returns. */
  set(name: string, value: string | undefined): void;
}

const content = z.record(z.string(), z.string());

/** Opens the file, or starts with none. */
export function openSecretsFile(path: string): SecretsFile {
  const kept = new Map(Object.entries(readFile(path)));
  return {
    get: (name) => kept.get(name),
    set: (name, value) => {
      if (value === undefined) kept.delete(name);
      else kept.set(name, value);
      const half = `${path}.half`;
      rmSync(half, { force: true });
      writeFileSync(half, JSON.stringify(Object.fromEntries(kept)), { mode: 0o600, flush: true });
      renameSync(half, path);
    },
  };
}

function readFile(path: string): Record<string, string> {
  try {
    return content.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
