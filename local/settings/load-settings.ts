import { readFileSync } from 'node:fs';
import { loadSettings as load, SettingsError, settingVariables } from '../../contracts/load-settings.ts';
import type { SettingOverrides, Settings } from '../../contracts/settings.ts';
import { StartError } from '../run/start-error.ts';

/** Where settings come from (DESIGN section 2). */
export const settingsFile = new URL('../../config/dossier.json', import.meta.url);

/** What the local run sets differently where nobody says otherwise (CONTRACT section 11). */
const localDefaults: SettingOverrides = {
  'execution.allow_custom_privacy_request_field_collection': true,
  'execution.allow_custom_privacy_request_file_upload': true,
  'attachment_scanning.enabled': false,
  // Mails go no further than the local mailbox; on AWS they need a sender that SES has verified.
  'mail.from': 'privacy@example.com',
};

/** Checked settings, and the same as the variables that functions read. */
export interface LoadedSettings {
  readonly settings: Settings;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Reads the settings of a local run: the file, then the local run's own defaults, then `DOSSIER__SECTION__KEY` variables.
 * @param text - What the settings file holds.
 * @param environment - The variables of the process.
 * @throws {@link StartError} when they cannot be used; the sentence names the setting and never the value.
 */
export function loadSettings(text: string, environment: Readonly<Record<string, string | undefined>>): LoadedSettings {
  try {
    const settings = load({ file: text, overrides: localDefaults, environment });
    return { settings, variables: settingVariables(settings) };
  } catch (error) {
    throw error instanceof SettingsError ? new StartError(error.message) : error;
  }
}

/** Reads the settings file from where it belongs. */
export function readSettingsFile(): string {
  try {
    return readFileSync(settingsFile, 'utf8');
  } catch {
    throw new StartError('config/dossier.json cannot be read.');
  }
}
