import type { CustomFieldDefinition } from '../../client/generated.ts';
import type { FileField } from '../../intake/uploads/describe-limits.ts';

/** A kind of field. */
export type FieldType = CustomFieldDefinition['field_type'];

/** The kinds of field as choices of a list. */
export const fieldTypeOptions: readonly (readonly [FieldType, string])[] = [
  ['text', 'One line of text'],
  ['textarea', 'Several lines of text'],
  ['select', 'One of several options'],
  ['multiselect', 'Any of several options'],
  ['file', 'Files'],
];

type FileType = FileField['allowed_file_types'][number];

/** Every type a file field can accept; a record, so that the compiler misses a new one. */
const everyType: Readonly<Record<FileType, true>> = {
  pdf: true,
  doc: true,
  docx: true,
  txt: true,
  jpg: true,
  jpeg: true,
  png: true,
  xls: true,
  xlsx: true,
  csv: true,
  zip: true,
};

/** Every type a file field can accept. */
export const fileTypes: readonly FileType[] = Object.keys(everyType).filter((type): type is FileType => type in everyType);

/** Bytes and types of a new file field: the seed's defaults. */
const newFile = { max_size_bytes: 10_485_760, allowed_file_types: ['pdf', 'jpg', 'png'] } as const;

/** A field as one of another kind: what both have is kept. */
export function withType({ label, required, hidden }: CustomFieldDefinition, type: FieldType): CustomFieldDefinition {
  switch (type) {
    case 'text':
    case 'textarea':
      return { label, required, hidden, field_type: type };
    case 'select':
    case 'multiselect':
      return { label, required, hidden, field_type: type, options: ['First option'] };
    case 'file':
      return { label, required, hidden: false, field_type: 'file', ...newFile };
  }
}
