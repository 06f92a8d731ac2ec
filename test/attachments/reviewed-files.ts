import type { FileType } from '../../contracts/schemas/intake.ts';

/** A file that `file` describes in another way than the contract decides, looked at by a person. */
export interface ReviewedFile {
  /** Matches the package and the path of one file or of a few of a kind. */
  readonly file: RegExp;
  /** The names under which it is accepted. */
  readonly names: readonly FileType[];
  readonly why: string;
}

const docx: readonly FileType[] = ['docx', 'zip'];
const text: readonly FileType[] = ['txt', 'csv'];

/** All disagreements between Debian's `file` 5.44 and the contract in the corpora: 39 files. */
export const reviewedFiles: readonly ReviewedFile[] = [
  {
    file: /^mammoth.*\/test-data\/(?:tiny-picture-target-base-relative|external-picture|endnotes)\.docx$/,
    names: docx,
    why: 'Real Word files whose entries come in an order that file does not know.',
  },
  { file: /readxl\/extdata\/datasets\.xlsx$/, names: ['xlsx', 'zip'], why: 'A real workbook whose list of types comes late.' },
  { file: /forensics.*\/a-text-pass-.*\.pdf$/, names: [], why: 'PDF with a password: unscannable.' },
  { file: /clamav-testfiles\/clam\.(?:impl|d64|bz2)\.zip$/, names: [], why: 'Packed by methods that cannot be opened here: unscannable.' },
  { file: /archive\/zip\/testdata\/symlink\.zip$/, names: [], why: 'Holds a symbolic link: unscannable.' },
  { file: /archive\/zip\/testdata\/(?:test-trailing-junk|readme)\.zip$/, names: [], why: 'Has data behind the end record: unscannable.' },
  {
    file: /archive\/zip\/testdata\/test-baddirsz\.zip$/,
    names: [],
    why: 'Its end record lies about the size of the directory: unscannable.',
  },
  {
    file: /(?:script\/mod_deprecate_message|mod\/example\.com_retract_rationale_v1\.9\.0)\.txt$|^mammoth.*\/mammoth\.browser(?:\.min)?\.js$/,
    names: [],
    why: 'Text for file, which lets a bell and other controls pass; the contract does not.',
  },
  { file: /^mammoth.*\/hyperlinks\/.*\.rels$/, names: [], why: 'XML without a declaration, plain text for file.' },
  { file: /xcoff\/testdata\/bigar-empty$/, names: [], why: 'An AIX archive that begins as a tag.' },
  { file: /pic1\/debian\.ppm$/, names: [], why: 'Picture data with DEL bytes, Latin-1 text for file.' },
  { file: /testdata\/star\/tags\.txt$/, names: text, why: 'One asterisk: too short for file to call it text.' },
  {
    file: /doc\/comment\/testdata\/.*\.txt$|fmt_files\/kml(?:_track)?\.fmt$|magic\/(?:text|document)\.go$|charset\/charset_test\.go$/,
    names: text,
    why: 'Text that mentions HTML or PDF further down, which file takes for the format itself.',
  },
];
