import { BadRequestException, SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { isMailAddress } from '../../core/delivery/mail-address.ts';
import type { Mailer } from '../../core/delivery/ports.ts';

/** Milliseconds for one mail, connection and answer: core/delivery/deliver-package.ts counts on it. */
const sendMilliseconds = 10_000;

/**
 * The SES client of a process.
 * @remarks One try a call: a repeat the caller knows nothing of could be a second mail, and the workflow repeats by itself.
 */
export function createMailClient(): SESv2Client {
  return new SESv2Client({ maxAttempts: 1 });
}

/**
 * Sends mails by Amazon SES.
 * @param from - The sender; its address or domain is verified in SES. Empty where none is configured: every call then fails.
 */
export function createMailer(client: SESv2Client, from: string): Mailer {
  return {
    async send({ to, subject, text, html }) {
      refuseBrokenHead([from, ...to], subject);
      const content = (data: string) => ({ Data: data, Charset: 'UTF-8' });
      const command = new SendEmailCommand({
        FromEmailAddress: from,
        Destination: { ToAddresses: [...to] },
        Content: { Simple: { Subject: content(subject), Body: { Text: content(text), Html: content(html) } } },
      });
      try {
        await client.send(command, { abortSignal: AbortSignal.timeout(sendMilliseconds) });
        return 'sent';
      } catch (error) {
        // "The input you provided is invalid": of all we send, only the address is not ours.
        if (error instanceof BadRequestException) return 'refused';
        throw error;
      }
    },
  };
}

/** SES writes the mail's head from these; none of them may start another line or another address there. */
function refuseBrokenHead(addresses: readonly string[], subject: string): void {
  if (!addresses.every(isMailAddress) || /\p{C}/u.test(subject)) throw new Error('The head of a mail is not well formed.');
}
