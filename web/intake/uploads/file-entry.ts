import type { Refusal } from './refusal.ts';
import type { UploadedFile } from './upload-file.ts';

/** Where a chosen file stands. */
export type FileState =
  | { readonly kind: 'waiting' }
  /** `part` is how much was sent, 0 to 1. */
  | { readonly kind: 'uploading'; readonly part: number }
  | { readonly kind: 'checking' }
  | { readonly kind: 'attached'; readonly uploaded: UploadedFile; readonly notRemoved?: true }
  | { readonly kind: 'removing'; readonly uploaded: UploadedFile }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** One file on a field's list. */
export interface FileEntry {
  /** Names it on this page only. */
  readonly key: string;
  readonly fieldName: string;
  readonly name: string;
  readonly size: number;
  readonly state: FileState;
}

/** Something that is said aloud to those who do not see the list. */
export interface FileNews {
  /** Counts up, so that the same sentence twice is said twice. */
  readonly count: number;
  readonly fieldName: string;
  readonly name: string;
  readonly what: 'uploading' | 'checking' | 'attached' | 'removed' | 'canceled' | { readonly refused: Refusal };
}

/** Whether it still has to be waited for. */
export function isRunning({ state }: FileEntry): boolean {
  return state.kind === 'waiting' || state.kind === 'uploading' || state.kind === 'checking';
}

/** Whether it takes one of the field's places. */
export function takesPlace({ state }: FileEntry): boolean {
  return state.kind !== 'refused';
}
