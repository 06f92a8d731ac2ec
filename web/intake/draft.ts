import type { FileEntry } from './uploads/file-entry.ts';
import { isRunning } from './uploads/file-entry.ts';

/** What was typed and chosen, by the id of its control. */
export type Values = Readonly<Record<string, string | readonly string[]>>;

/** A submission that was begun: the same body goes out under the same key, so that it is never taken twice. */
export interface BegunSubmission {
  readonly key: string;
  readonly body: string;
}

/** A form that is not sent yet. */
export interface Draft {
  readonly values: Values;
  readonly files: readonly FileEntry[];
  readonly submission?: BegunSubmission | undefined;
}

/** The empty form. */
export const emptyDraft: Draft = { values: {}, files: [] };

const prefix = 'dossier.intake.';

/** Where the draft of one form is kept: for this tab only, and until it is sent. */
export function draftKey(propertyId: string, policyKey: string): string {
  return `${prefix}${propertyId}.${policyKey}`;
}

/** Reads what is kept in this tab; undefined where there is nothing that can be read. */
export function readKept<T>(key: string, isKind: (value: unknown) => value is T): T | undefined {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    return isKind(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps something in this tab. Where the browser refuses, the page works all the same and only forgets it with a reload. */
export function keep(key: string, value: unknown): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    forget(key);
  }
}

/** Forgets it. */
export function forget(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** Reads a draft. Files that were attached still are; an upload that a reload cut is told as that. */
export function readDraft(key: string): Draft {
  const draft = readKept(key, isDraft);
  if (draft === undefined) return emptyDraft;
  return {
    ...draft,
    files: draft.files.map((entry) =>
      isRunning(entry) ? { ...entry, state: { kind: 'refused', refusal: { kind: 'interrupted' } } } : entry,
    ),
  };
}

/** Keeps a draft. Refused files are not part of it: their reason was read, and the file is not at hand after a reload. */
export function keepDraft(key: string, draft: Draft): void {
  keep(key, { ...draft, files: draft.files.filter((entry) => entry.state.kind !== 'refused') });
}

function isDraft(value: unknown): value is Draft {
  return (
    isRecord(value) &&
    isRecord(value.values) &&
    Object.values(value.values).every((entry) => typeof entry === 'string' || isTextList(entry)) &&
    Array.isArray(value.files) &&
    value.files.every(isFileEntry)
  );
}

function isFileEntry(value: unknown): value is FileEntry {
  return (
    isRecord(value) &&
    typeof value.fieldName === 'string' &&
    typeof value.name === 'string' &&
    typeof value.size === 'number' &&
    isRecord(value.state) &&
    (value.state.kind === 'waiting' || value.state.kind === 'uploading' || value.state.kind === 'checking' || hasUpload(value.state))
  );
}

function hasUpload(state: Record<string, unknown>): boolean {
  return (
    (state.kind === 'attached' || state.kind === 'removing') &&
    isRecord(state.uploaded) &&
    typeof state.uploaded.id === 'string' &&
    typeof state.uploaded.token === 'string'
  );
}

function isTextList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
