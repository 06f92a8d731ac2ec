import type { StoredDelivery } from '../../contracts/items/delivery.ts';
import type { StoredRequest } from '../../contracts/items/request.ts';
import { requestsPath } from '../../contracts/routes/paths.ts';
import { systemActor } from '../caller.ts';
import type { Clock } from '../clock.ts';
import type { MakeId, RandomBytes } from '../ids.ts';
import { makeLogEntry } from '../privacy-requests/log-entry.ts';
import type { Warn } from '../privacy-requests/start-execution.ts';
import { makeToken } from '../secret-token.ts';
import { TryAgainError } from '../workflow/errors.ts';
import { isMailAddress } from './mail-address.ts';
import { packageMail } from './mail-texts.ts';
import type { DeliveryStore, Mailer, MailSettings } from './ports.ts';

/** What telling a person of the package needs. */
export interface DeliverParts {
  readonly deliveries: DeliveryStore;
  readonly mailer: Mailer;
  readonly mail: MailSettings;
  /** `packages.link_ttl_hours` */
  readonly linkTtlHours: number;
  readonly clock: Clock;
  readonly makeId: MakeId;
  readonly randomBytes: RandomBytes;
  readonly warn?: Warn;
}

/**
 * Milliseconds after a claim in which its mail may still be under way: the mailer gives up after 10 s (`adapters/ses/mailer.ts`),
 * and five more are for clocks that differ. Below the 31 s that the tries of the state Complete wait in all, so that a crashed
 * try is repeated by the same execution.
 */
const leaseMilliseconds = 15_000;

const hourMilliseconds = 3_600_000;

/**
 * Sends the person the mail with the link, once (docs/decisions/0006-delivery.md): a try is claimed with the hash of its token
 * before the mail goes, and settled after it. A try that failed gives way to the next; one that died is repeated after a lease,
 * with a token that revokes the one before.
 * @param request - As it was read just now; the execution owns it.
 * @throws TryAgainError where the mail could not be sent now, or another try is still running.
 */
export async function deliverPackage(parts: DeliverParts, request: StoredRequest): Promise<void> {
  const now = parts.clock.now();
  const before = await parts.deliveries.find(request.id);
  if (before !== undefined && isSettled(before, request.attempt, now)) return;
  const { id: requestId, attempt } = request;
  const settle = (state: 'sent' | 'refused' | 'skipped', tokenHash: string | null, message?: string) =>
    parts.deliveries.settle({
      requestId,
      attempt,
      state,
      tokenHash,
      now: parts.clock.now().toISOString(),
      entry: makeLogEntry(parts, eventOf[state], systemActor, message === undefined ? {} : { message }),
    });
  const to = addressOf(parts.mail, request);
  if ('obstacle' in to) {
    await settle('skipped', null, to.obstacle);
    return;
  }
  if (before?.state === 'sending' && now.getTime() - new Date(before.claimed_at).getTime() < leaseMilliseconds) {
    throw new TryAgainError('Another try to send the mail may still be running.');
  }
  const { token, hash } = makeToken(parts.randomBytes);
  const validUntil = new Date(now.getTime() + parts.linkTtlHours * hourMilliseconds);
  const claim = { requestId, attempt, tokenHash: hash, validUntil: validUntil.toISOString(), now: now.toISOString(), before };
  if (!(await parts.deliveries.claim(claim)))
    throw new TryAgainError('Another try to send the mail was faster, or the request was closed.');
  const link = `${parts.mail.publicUrl}${requestsPath}/${requestId}/access-package?token=${token}`;
  const mail = packageMail(parts.mail.language, { requestId, link, validUntil });
  const tries = (before?.tries ?? 0) + 1;
  if ((await send(parts, requestId, hash, { to: [to.address], ...mail })) === 'sent')
    await settle('sent', hash, tries === 1 ? undefined : `It took ${tries} tries.`);
  else await settle('refused', hash, 'The mail service does not take this mail address. A reviewer can download the package.');
}

const eventOf = { sent: 'package_mail_sent', refused: 'package_mail_failed', skipped: 'package_mail_skipped' } as const;

/** A mail that went stays the one mail while its link works; what kept one from going is looked at again by the next attempt. */
function isSettled(delivery: StoredDelivery, attempt: number, now: Date): boolean {
  if (delivery.state === 'sent') return delivery.valid_until > now.toISOString();
  return (delivery.state === 'refused' || delivery.state === 'skipped') && delivery.attempt === attempt;
}

function addressOf(mail: MailSettings, request: StoredRequest): { readonly address: string } | { readonly obstacle: string } {
  const address = request.identity.email;
  if (request.policy.action_type !== 'access') return { obstacle: 'No mail: only access requests have a package to send.' };
  if (mail.from === '')
    return { obstacle: 'No mail: this installation sends none (mail.from is empty). A reviewer can download the package.' };
  if (address === undefined) return { obstacle: 'No mail: the request has no mail address. A reviewer can download the package.' };
  if (!isMailAddress(address)) return { obstacle: 'No mail: the mail address cannot be used. A reviewer can download the package.' };
  return { address };
}

async function send(parts: DeliverParts, requestId: string, hash: string, mail: Parameters<Mailer['send']>[0]) {
  try {
    return await parts.mailer.send(mail);
  } catch (error) {
    parts.warn?.('The mail with the link could not be sent.', error);
    try {
      await parts.deliveries.release(requestId, hash);
    } catch (released) {
      parts.warn?.('A try to send a mail could not be released; its lease runs out.', released);
    }
    // Without its cause: Lambda logs what is thrown whole, and the cause can hold an address.
    throw new TryAgainError('The mail to the person could not be sent. The package is built; retry the request to send it.');
  }
}
