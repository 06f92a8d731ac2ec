import { limits } from '../../../contracts/limits.ts';
import { acceptedEndings, endingOf, type FileField } from './describe-limits.ts';
import { type FileEntry, takesPlace } from './file-entry.ts';
import type { RefusalKind } from './refusal.ts';

/**
 * Judges a chosen file by what can be known without sending it: the service judges again, by its bytes.
 * @param listed - the files of the same field
 * @returns why it need not be sent; undefined where it may be
 */
export function judgeChoice(
  field: FileField,
  file: { readonly name: string; readonly size: number },
  listed: readonly FileEntry[],
): RefusalKind | undefined {
  if (listed.filter(takesPlace).length >= limits.filesPerField) return 'too_many';
  const ending = endingOf(file.name);
  if (ending !== undefined && !acceptedEndings(field.allowed_file_types).some((accepted) => accepted === ending)) return 'type_not_allowed';
  if (file.size > Math.min(field.max_size_bytes, limits.attachmentBytes)) return 'too_large';
  return file.size === 0 ? 'empty' : undefined;
}
