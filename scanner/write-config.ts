import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScannerPackages } from './find-packages.ts';

/** What differs from one run of the scanner to the next. */
export interface ConfigPlaces {
  /** The folder of sockets, logs and temporary files. */
  readonly state: string;
  /** The folder of the signatures. */
  readonly database: string;
  /** `address:port` of c-icap. */
  readonly listen: string;
}

const templates = join(import.meta.dirname, 'config');

/**
 * Fills in the configuration the image ships, and writes it to `state/config`. entrypoint.sh does the same in the container.
 * @returns the folder
 * @throws {Error} when a place in a template has no value
 */
export function writeConfig(packages: ScannerPackages, places: ConfigPlaces): string {
  const config = join(places.state, 'config');
  const values: Readonly<Record<string, string>> = {
    STATE: places.state,
    CONFIG: config,
    DATABASE: places.database,
    LISTEN: places.listen,
    MODULES: packages.modules,
    TEMPLATES: packages.templates,
    MAGIC: packages.magic,
  };
  mkdirSync(config, { recursive: true });
  mkdirSync(join(places.state, 'tmp'), { recursive: true });
  for (const name of readdirSync(templates)) {
    const filled = readFileSync(join(templates, name), 'utf8').replace(/@([A-Z]+)@/g, (place, key: string) => {
      // The first line of each template speaks of @NAME@ itself.
      const value = key === 'NAME' ? place : values[key];
      if (value === undefined) throw new Error(`${name} has the unknown place ${place}.`);
      return value;
    });
    writeFileSync(join(config, name), filled);
  }
  return config;
}
