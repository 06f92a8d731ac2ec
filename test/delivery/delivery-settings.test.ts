import { describe, expect, it } from 'vitest';
import { settingVariable } from '../../contracts/setting-variable.ts';
import { splitAddresses } from '../../contracts/settings.ts';
import { loadSettings, readSettingsFile } from '../../local/settings/load-settings.ts';

const load = (path: Parameters<typeof settingVariable>[0], value: string) =>
  loadSettings(readSettingsFile(), { [settingVariable(path)]: value }).settings;

describe('the settings of delivery', () => {
  it('take no sender, and a list of reviewers separated by commas', () => {
    expect(load('mail.from', '').mail.from).toBe('');
    expect(splitAddresses(load('mail.reviewers', ' one@example.com, two@example.com,').mail.reviewers)).toEqual([
      'one@example.com',
      'two@example.com',
    ]);
    expect(splitAddresses(load('mail.reviewers', '').mail.reviewers)).toEqual([]);
  });

  it('copy packages nowhere unless somebody says so', () => {
    expect(loadSettings(readSettingsFile(), {}).settings.storage.enabled).toBe(false);
  });

  it.each([
    ['mail.from', 'Dossier <privacy@example.com>'],
    ['mail.from', 'privacy@example.com\r\nBcc: eve@example.com'],
    ['mail.reviewers', 'one@example.com; two@example.com'],
    ['mail.reviewers', 'one@example.com,\nBcc: eve'],
    ['mail.language', 'fr'],
    ['service.public_url', 'https://privacy.example.com/'],
    ['service.public_url', 'javascript:alert(1)'],
    ['storage.endpoint', 'storage.googleapis.com'],
    ['storage.endpoint', 'http://storage.example.com'],
  ] as const)('refuse %s = %j, naming the setting and not the value', (path, value) => {
    expect(() => load(path, value)).toThrow(path);
    expect(() => load(path, value)).not.toThrow(value);
  });
});
