import { readFileSync } from 'node:fs';
import type * as z from 'zod/mini';
import { settingVariable } from '../contracts/setting-variable.ts';
import { type SettingPath, type Settings, settingsSchema } from '../contracts/settings.ts';
import type { SettingOverrides } from './stages.ts';

/** The tree a settings file holds, before it is checked. */
type Tree = Record<string, Record<string, unknown>>;

/** Where settings come from, in rising order of weight. */
export interface SettingSources {
  /** The text of `config/dossier.json`. */
  readonly file: string;
  /** What the stage overrides. */
  readonly overrides: SettingOverrides;
  /** Environment variables; those named `DOSSIER__SECTION__KEY` override one value. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * The checked settings of one stage.
 * @throws Error with one sentence that names the first wrong setting, and never the value it has
 */
export function loadSettings({ file, overrides, environment }: SettingSources): Settings {
  const tree = parseTree(file);
  for (const [path, value] of Object.entries(overrides)) put(tree, path, value);
  for (const path of pathsOf(tree)) {
    const text = environment[settingVariable(path)];
    if (text !== undefined) put(tree, path, readLike(valueAt(tree, path), text));
  }
  refuseUnknownVariables(tree, environment);

  const checked = settingsSchema.safeParse(tree);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw new Error(issue === undefined ? 'The settings do not fit their schema.' : sentenceOf(issue));
}

/** The settings in `config/dossier.json` of a project folder, with a stage's overrides and this process's variables. */
export function readSettings(projectRoot: string, overrides: SettingOverrides): Settings {
  return loadSettings({ file: readFileSync(`${projectRoot}/config/dossier.json`, 'utf8'), overrides, environment: process.env });
}

/** The value at a place of checked settings, as the text of its environment variable. */
export function settingText(settings: Settings, path: SettingPath): string {
  return String(valueAt(settings, path));
}

/** Says which setting is wrong and what it should be. The value itself stays out: a setting may be a secret one day. */
function sentenceOf(issue: z.core.$ZodIssue): string {
  const place = issue.path.length === 0 ? 'The settings' : `The setting ${issue.path.join('.')}`;
  switch (issue.code) {
    case 'too_small':
      return `${place} must be at least ${issue.minimum}.`;
    case 'too_big':
      return `${place} must be at most ${issue.maximum}.`;
    case 'invalid_type':
      return `${place} must be of type ${issue.expected}.`;
    case 'unrecognized_keys':
      return `${place} must not have the unknown key ${issue.keys.join(', ')}.`;
    default:
      return `${place} does not fit its schema (${issue.code}).`;
  }
}

function parseTree(file: string): Tree {
  let parsed: unknown;
  try {
    parsed = JSON.parse(file);
  } catch {
    throw new Error('The settings file config/dossier.json is no JSON.');
  }
  if (!isTree(parsed)) throw new Error('The settings file config/dossier.json must hold sections, each with its keys.');
  return parsed;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTree(value: unknown): value is Tree {
  return isRecord(value) && Object.values(value).every(isRecord);
}

function pathsOf(tree: Tree): SettingPath[] {
  // The schema is strict: a path that is none of ours stops at the check below, so nothing unknown gets through this type.
  return Object.entries(tree).flatMap(([section, keys]) => Object.keys(keys).map((key) => `${section}.${key}` as SettingPath));
}

function valueAt(tree: Readonly<Record<string, Readonly<Record<string, unknown>>>>, path: string): unknown {
  const [section = '', key = ''] = path.split('.');
  return tree[section]?.[key];
}

function put(tree: Tree, path: string, value: unknown): void {
  const [section = '', key = ''] = path.split('.');
  const keys = tree[section] ?? {};
  keys[key] = value;
  tree[section] = keys;
}

/** Reads a variable's text as the kind of value that stands in the file; a text of another kind is left for the schema to refuse. */
function readLike(present: unknown, text: string): unknown {
  if (typeof present === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  if (typeof present === 'number') return /^-?\d+$/.test(text) ? Number(text) : text;
  return text;
}

function refuseUnknownVariables(tree: Tree, environment: SettingSources['environment']): void {
  const known = new Set(pathsOf(tree).map(settingVariable));
  const unknown = Object.keys(environment).find((name) => name.startsWith('DOSSIER__') && !known.has(name));
  if (unknown !== undefined) throw new Error(`The environment variable ${unknown} names no setting of config/dossier.json.`);
}
