import * as z from 'zod/mini';
import { describeSettingIssue } from './describe-setting-issue.ts';
import { settingPrefix, settingVariable } from './setting-variable.ts';
import { type SettingOverrides, type SettingPath, type Settings, settingsSchema } from './settings.ts';

/** Settings that cannot be used: one plain sentence that names the first wrong one, and never the value it has. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Where settings come from, in rising order of weight. */
export interface SettingSources {
  /** The text of `config/dossier.json`. */
  readonly file: string;
  /** What a stage, or the local run, sets differently. */
  readonly overrides: SettingOverrides;
  /** Environment variables; those named `DOSSIER__SECTION__KEY` override one value (CONTRACT section 11). */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const sections = z.record(z.string(), z.record(z.string(), z.unknown()));

/** What a settings file holds, before it is checked. */
type Sections = z.output<typeof sections>;

/**
 * The checked settings of one stage, or of the local run.
 * @throws SettingsError when the file is broken, a variable names no setting, or a value is wrong
 */
export function loadSettings({ file, overrides, environment }: SettingSources): Settings {
  const found = parseFile(file);
  for (const [path, value] of Object.entries(overrides)) put(found, path, value);
  const paths = new Map(pathsOf(found).map((path) => [settingVariable(path), path]));
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith(settingPrefix) || text === undefined) continue;
    const path = paths.get(name);
    if (path === undefined) throw new SettingsError(`${name} is no setting of Dossier; config/dossier.json lists them all.`);
    put(found, path, asKindOf(valueAt(found, path), text));
  }
  const checked = settingsSchema.safeParse(found);
  if (!checked.success) throw new SettingsError(describeSettingIssue(checked.error.issues[0]));
  return checked.data;
}

/** The value at a place of checked settings, as the text of its environment variable. */
export function settingText(settings: Settings, path: SettingPath): string {
  return String(valueAt(settings, path));
}

/** All checked settings as environment variables. */
export function settingVariables(settings: Settings): Readonly<Record<string, string>> {
  return Object.fromEntries(pathsOf(settings).map((path) => [settingVariable(path), settingText(settings, path)]));
}

function parseFile(text: string): Sections {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The parser's own message quotes the file.
    throw new SettingsError('config/dossier.json is not valid JSON.');
  }
  const shaped = sections.safeParse(parsed);
  if (!shaped.success) throw new SettingsError('config/dossier.json must be an object of sections, each an object of settings.');
  return shaped.data;
}

function pathsOf(found: Sections): SettingPath[] {
  // The schema is strict: a path that is none of ours stops at the check, so nothing unknown gets through this type.
  return Object.entries(found).flatMap(([section, keys]) => Object.keys(keys).map((key) => `${section}.${key}` as SettingPath));
}

function valueAt(found: Sections, path: SettingPath): unknown {
  const [section = '', key = ''] = path.split('.');
  return found[section]?.[key];
}

function put(found: Sections, path: string, value: unknown): void {
  const [section = '', key = ''] = path.split('.');
  found[section] = { ...found[section], [key]: value };
}

/** Reads a variable as the kind of value that stands there; what does not fit stays text, which the schema then refuses. */
function asKindOf(known: unknown, text: string): unknown {
  if (typeof known === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  if (typeof known === 'number' && /^-?\d{1,15}$/.test(text)) return Number(text);
  return text;
}
