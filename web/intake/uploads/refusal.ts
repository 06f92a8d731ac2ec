import { Problem } from '../../client/problem.ts';
import type { RefusalFacts, Texts } from '../texts.ts';

/** Why a file is not attached; each has its own sentence. */
export type RefusalKind = keyof Texts['refusals'];

/** A file that is not attached, and why. */
export interface Refusal {
  readonly kind: RefusalKind;
  /** When it makes sense to try again, as a time of `Date.now()`. */
  readonly retryAt?: number;
}

const kinds: Readonly<Record<string, RefusalKind>> = {
  'attachment.too_large': 'too_large',
  'attachment.too_large_for_multipart': 'too_large',
  'request.too_large': 'too_large',
  'attachment.empty': 'empty',
  'attachment.type_not_allowed': 'type_not_allowed',
  'attachment.type_mismatch': 'type_mismatch',
  'attachment.infected': 'infected',
  'attachment.unscannable': 'unscannable',
  'attachment.scanner_unavailable': 'scanner_unavailable',
  'attachment.storage_unavailable': 'storage_unavailable',
  'service.unavailable': 'storage_unavailable',
  'attachment.disabled': 'disabled',
  'attachment.not_found': 'gone',
  'rate.limited': 'rate_limited',
  unreachable: 'unreachable',
};

/** Kinds after which the same file may be taken another time. */
const retryable: ReadonlySet<RefusalKind> = new Set([
  'scanner_unavailable',
  'storage_unavailable',
  'rate_limited',
  'unreachable',
  'unexpected',
]);

/** Says by a problem's code why a file is not attached. */
export function refusalOf(error: unknown): Refusal {
  if (!(error instanceof Problem)) return { kind: 'unexpected' };
  const kind = kinds[error.code] ?? 'unexpected';
  return error.retryAfterSeconds === undefined ? { kind } : { kind, retryAt: Date.now() + error.retryAfterSeconds * 1_000 };
}

/** Whether trying the same file again can help. */
export function canRetry({ kind }: Refusal): boolean {
  return retryable.has(kind);
}

/** The sentence of a refusal. */
export function writeRefusal(texts: Texts, refusal: Refusal, facts: Omit<RefusalFacts, 'wait'>): string {
  return texts.refusals[refusal.kind]({ ...facts, wait: writeWait(texts, refusal.retryAt) });
}

/**
 * How long to wait, in words.
 * @param retryAt - a time of `Date.now()`; undefined where nobody said
 */
export function writeWait(texts: Texts, retryAt: number | undefined): string {
  const seconds = retryAt === undefined ? 0 : Math.ceil((retryAt - Date.now()) / 1_000);
  if (seconds < 1) return texts.wait.soon;
  return seconds < 90 ? texts.wait.seconds(seconds) : texts.wait.minutes(Math.ceil(seconds / 60));
}
