import type { SettingPath } from './settings.ts';

/** What the environment variables of settings begin with. */
export const settingPrefix = 'DOSSIER__';

/**
 * The environment variable that overrides a setting: `DOSSIER__EXECUTION__REQUIRE_MANUAL_REQUEST_APPROVAL`.
 * @remarks A file of its own, so that functions need not load the schema of all settings to name one.
 */
export function settingVariable(path: SettingPath): string {
  return `${settingPrefix}${path.replace('.', '__').toUpperCase()}`;
}
