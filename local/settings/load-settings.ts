import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { type Settings, settingsSchema } from '../../contracts/settings.ts';
import { StartError } from '../run/start-error.ts';
import { describeIssue } from './describe-issue.ts';

/** Where settings come from (DESIGN section 2). */
export const settingsFile = new URL('../../config/dossier.json', import.meta.url);

/** What the local run sets differently where nobody says otherwise (CONTRACT section 11). */
const localDefaults: Readonly<Record<string, boolean | string>> = {
  DOSSIER__EXECUTION__ALLOW_CUSTOM_PRIVACY_REQUEST_FIELD_COLLECTION: true,
  DOSSIER__EXECUTION__ALLOW_CUSTOM_PRIVACY_REQUEST_FILE_UPLOAD: true,
  DOSSIER__ATTACHMENT_SCANNING__ENABLED: false,
  // Mails go no further than the local mailbox; on AWS they need a sender that SES has verified.
  DOSSIER__MAIL__FROM: 'privacy@example.com',
};

const prefix = 'DOSSIER__';
const sections = z.record(z.string(), z.record(z.string(), z.unknown()));

/** Checked settings, and the same as the variables that functions read. */
export interface LoadedSettings {
  readonly settings: Settings;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Reads the settings of a local run: the file, then the local run's own defaults, then `DOSSIER__SECTION__KEY` variables.
 * @param text - What the settings file holds.
 * @param environment - The variables of the process.
 * @throws {@link StartError} when the file is broken, a variable names no setting, or a value is wrong; the sentence names the
 * setting and never the value.
 */
export function loadSettings(text: string, environment: Readonly<Record<string, string | undefined>>): LoadedSettings {
  const values = parseFile(text);
  const places = new Map<string, { section: Record<string, unknown>; key: string }>();
  for (const [sectionName, section] of Object.entries(values)) {
    for (const key of Object.keys(section)) {
      places.set(`${prefix}${sectionName}__${key}`.toUpperCase(), { section, key });
    }
  }
  for (const [name, value] of [...Object.entries(localDefaults), ...Object.entries(environment)]) {
    if (!name.startsWith(prefix) || value === undefined) {
      continue;
    }
    const place = places.get(name);
    if (place === undefined) {
      throw new StartError(`${name} is no setting of Dossier; config/dossier.json lists them all.`);
    }
    place.section[place.key] = typeof value === 'string' ? asKindOf(place.section[place.key], value) : value;
  }
  const checked = settingsSchema.safeParse(values);
  if (!checked.success) {
    throw new StartError(describeIssue(checked.error.issues[0]));
  }
  const variables = [...places].map(([name, { section, key }]) => [name, String(section[key])] as const);
  return { settings: checked.data, variables: Object.fromEntries(variables) };
}

/** Reads the settings file from where it belongs. */
export function readSettingsFile(): string {
  try {
    return readFileSync(settingsFile, 'utf8');
  } catch {
    throw new StartError('config/dossier.json cannot be read.');
  }
}

function parseFile(text: string): Record<string, Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The parser's own message quotes the file.
    throw new StartError('config/dossier.json is not valid JSON.');
  }
  const shaped = sections.safeParse(parsed);
  if (!shaped.success) {
    throw new StartError('config/dossier.json must be an object of sections, each an object of settings.');
  }
  return shaped.data;
}

/** Reads a variable as the kind of value the file has there; what does not fit stays text, which the schema then refuses. */
function asKindOf(known: unknown, value: string): unknown {
  if (typeof known === 'boolean' && (value === 'true' || value === 'false')) {
    return value === 'true';
  }
  if (typeof known === 'number' && /^-?\d{1,15}$/.test(value)) {
    return Number(value);
  }
  return value;
}
