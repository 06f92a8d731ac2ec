import type { StoredDelivery } from '../../contracts/items/delivery.ts';
import type { LogEntry } from '../../contracts/schemas/log.ts';
import type { MailLanguage } from '../../contracts/settings.ts';

/** A mail, ready to go. */
export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** How mails are written here. */
export interface MailSettings {
  /** The sender; empty where this installation sends no mail. */
  readonly from: string;
  readonly language: MailLanguage;
  /** Where people reach this installation, without a slash at its end. */
  readonly publicUrl: string;
}

/** Hands mails to a mail service. */
export interface Mailer {
  /**
   * @returns `refused` where the service will never take a mail to this address.
   * @throws Error where it did not take the mail now, or did not say whether it did.
   */
  send(mail: Mail): Promise<'sent' | 'refused'>;
}

/** One try to send a person's mail: who claims, and what the link in it is known by. */
export interface DeliveryClaim {
  readonly requestId: string;
  readonly attempt: number;
  /** SHA-256 of the link's token, in lower-case hexadecimal. */
  readonly tokenHash: string;
  readonly validUntil: string;
  readonly now: string;
  /** The record as it was read; of two claims on the same one, one wins. */
  readonly before: StoredDelivery | undefined;
}

/** How a delivery ended. */
export interface SettledDelivery {
  readonly requestId: string;
  readonly attempt: number;
  readonly state: 'sent' | 'refused' | 'skipped';
  /** Whose try it was; null where none was made. */
  readonly tokenHash: string | null;
  readonly now: string;
  readonly entry: LogEntry;
}

/** Keeps what was delivered to whom, by request. */
export interface DeliveryStore {
  find(requestId: string): Promise<StoredDelivery | undefined>;
  /**
   * Claims the next try and makes its token the only one that opens the package, in one write.
   * @returns False where the request is not this execution's any more, or another try was faster.
   */
  claim(claim: DeliveryClaim): Promise<boolean>;
  /** A try ended without a mail, as far as is known: the next one need not wait. */
  release(requestId: string, tokenHash: string): Promise<void>;
  /** Writes down how it ended, with its log entry. @returns False where the try is not the latest any more. */
  settle(settled: SettledDelivery): Promise<boolean>;
  /** Which request a token was made for. It may have been revoked since: the delivery of that request says which one counts. */
  findOwner(tokenHash: string): Promise<string | undefined>;
  /** Counts a download and logs it. @returns False where the token was revoked meanwhile. */
  countDownload(requestId: string, tokenHash: string, entry: LogEntry): Promise<boolean>;
  /** The attempt whose package was copied to the storage destination. */
  findCopied(requestId: string): Promise<number | undefined>;
  /** Writes down that an attempt's package was copied, with its log entry, once. */
  markCopied(requestId: string, attempt: number, entry: LogEntry): Promise<void>;
}

/** A second place where finished packages are kept. */
export interface PackageCopies {
  /** Copies a package there; one that is there is replaced. @throws Error where the place cannot be reached or refuses. */
  copy(key: string): Promise<void>;
  /** Removes a copy, where there is one. */
  remove(key: string): Promise<void>;
}
