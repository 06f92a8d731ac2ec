import { readFileSync } from 'node:fs';
import { loadSettings } from '../contracts/load-settings.ts';
import type { SettingOverrides, Settings } from '../contracts/settings.ts';

/**
 * The settings in `config/dossier.json` of a project folder, with a stage's overrides and this process's variables.
 * @throws SettingsError, with one sentence, when they cannot be used
 */
export function readSettings(projectRoot: string, overrides: SettingOverrides): Settings {
  return loadSettings({ file: readFileSync(`${projectRoot}/config/dossier.json`, 'utf8'), overrides, environment: process.env });
}
