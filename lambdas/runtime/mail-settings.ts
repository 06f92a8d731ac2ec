import { mailLanguages } from '../../contracts/settings.ts';
import type { MailSettings } from '../../core/delivery/ports.ts';

/** What reads the settings of a function that sends mails. */
interface MailEnvironment {
  text(path: 'mail.language' | 'service.public_url'): string;
  optionalText(path: 'mail.from'): string;
}

/**
 * Reads how mails are written.
 * @throws Error where a setting is missing, or the language is none of ours.
 */
export function readMailSettings(environment: MailEnvironment): MailSettings {
  const language = mailLanguages.find((known) => known === environment.text('mail.language'));
  if (language === undefined) throw new Error('The setting mail.language names no language mails are written in.');
  return { from: environment.optionalText('mail.from'), language, publicUrl: environment.text('service.public_url') };
}
