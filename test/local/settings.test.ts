import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPort } from '../../local/run/read-port.ts';
import { loadSettings, settingsFile } from '../../local/settings/load-settings.ts';

const file = readFileSync(settingsFile, 'utf8');

function refusal(environment: Record<string, string>, text = file): string {
  try {
    loadSettings(text, environment);
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : 'no error';
  }
  return 'not refused';
}

describe('the settings of a local run', () => {
  it('has the two flags on and scanning off where nobody says otherwise', () => {
    const { settings } = loadSettings(file, {});
    expect(settings.execution.allow_custom_privacy_request_field_collection).toBe(true);
    expect(settings.execution.allow_custom_privacy_request_file_upload).toBe(true);
    expect(settings.attachment_scanning.enabled).toBe(false);
  });

  it('lets a variable override a flag, a number and a text, also for the functions', () => {
    const { settings, variables } = loadSettings(file, {
      DOSSIER__EXECUTION__ALLOW_CUSTOM_PRIVACY_REQUEST_FILE_UPLOAD: 'false',
      DOSSIER__RECONCILER__INTERVAL_SECONDS: '5',
      DOSSIER__ATTACHMENT_SCANNING__ICAP_HOST: 'scanner.example',
    });
    expect(settings.execution.allow_custom_privacy_request_file_upload).toBe(false);
    expect(settings.reconciler.interval_seconds).toBe(5);
    expect(settings.attachment_scanning.icap_host).toBe('scanner.example');
    expect(variables).toMatchObject({
      DOSSIER__EXECUTION__ALLOW_CUSTOM_PRIVACY_REQUEST_FILE_UPLOAD: 'false',
      DOSSIER__RECONCILER__INTERVAL_SECONDS: '5',
      DOSSIER__ATTACHMENT_SCANNING__ICAP_HOST: 'scanner.example',
      DOSSIER__PACKAGES__LINK_TTL_HOURS: '120',
    });
  });

  it('leaves alone what only looks similar', () => {
    expect(() => loadSettings(file, { DOSSIER_DATA_DIR: '/somewhere' })).not.toThrow();
  });

  it.each([
    ['DOSSIER__EXECUTION__MANUAL_INPUT_TIMEOUT_DAYS', 'unlikely-value', 'a whole number'],
    ['DOSSIER__EXECUTION__MANUAL_INPUT_TIMEOUT_DAYS', '7777', 'at most 360'],
    ['DOSSIER__RECONCILER__INTERVAL_SECONDS', '0', 'at least 1'],
    ['DOSSIER__RECONCILER__INTERVAL_SECONDS', '1.5', 'a whole number'],
    ['DOSSIER__RECONCILER__INTERVAL_SECONDS', '', 'a whole number'],
    ['DOSSIER__ATTACHMENT_SCANNING__ENABLED', 'yes please', 'true or false'],
    ['DOSSIER__ATTACHMENT_SCANNING__ICAP_HOST', '', 'not empty'],
  ])('refuses %s with a wrong value in one sentence that names it and not the value', (name, value, wanted) => {
    const sentence = refusal({ [name]: value });
    expect(sentence).toMatch(/^StartError: The setting [^.]+\.[^.]+ \(DOSSIER__\w+\) is not valid: it must be .+\.$/);
    expect(sentence).toContain(name);
    expect(sentence).toContain(wanted);
    if (value.length > 2) {
      expect(sentence).not.toContain(value);
    }
  });

  it('refuses a variable that names no setting', () => {
    expect(refusal({ DOSSIER__EXECUTION__FOO: '1' })).toBe(
      'StartError: DOSSIER__EXECUTION__FOO is no setting of Dossier; config/dossier.json lists them all.',
    );
  });

  it('refuses a broken file, and one with a key it does not know', () => {
    expect(refusal({}, '{ "execution": ')).toBe('StartError: config/dossier.json is not valid JSON.');
    expect(refusal({}, '[]')).toMatch(/must be an object of sections/);
    expect(refusal({}, file.replace('"icap_port"', '"icap_prot"'))).toMatch(/^StartError: .*icap/);
  });
});

describe('PORT', () => {
  it('is 8080 where nobody says otherwise, and any free port for 0', () => {
    expect(readPort(undefined)).toBe(8080);
    expect(readPort('0')).toBe(0);
    expect(readPort('65535')).toBe(65_535);
  });

  it.each(['abc', '65536', '-1', '80.5', '0x50', ' 80'])('refuses %j', (value) => {
    expect(() => readPort(value)).toThrow(/^PORT is not valid/);
  });
});
