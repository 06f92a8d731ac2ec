/** Why an archive cannot be opened safely: a stable word, and the sentence that a caller reads. */
export const archiveRefusals = {
  malformed: 'The archive is damaged.',
  ambiguous: 'The archive can be read in more than one way.',
  data_in_front: 'The archive has other data in front.',
  multi_disk: 'The archive is one part of several.',
  header_mismatch: 'The headers inside the archive contradict its directory.',
  overlapping: 'Entries of the archive overlap.',
  duplicate_name: 'Two entries of the archive have the same name.',
  unsafe_name: 'An entry of the archive has a name that points outside of it.',
  special_file: 'The archive holds a link or a device.',
  encrypted: 'The archive is encrypted.',
  encrypted_document: 'The archive holds an encrypted document, which cannot be checked.',
  unknown_method: 'The archive is packed in a way that cannot be opened here.',
  too_many_entries: 'The archive has too many entries.',
  too_deep: 'Archives lie too deep inside one another.',
  too_large: 'The archive holds too much.',
  entry_too_large: 'An entry of the archive is too large to be scanned.',
  ratio: 'The archive holds far more than its own size.',
  deadline: 'The archive takes too long to open.',
} as const;

/** A stable word for why an archive was refused. */
export type ArchiveRefusalWord = keyof typeof archiveRefusals;

/** Thrown inside the walk of an archive; `inspectArchive` and `detectFileType` turn it into an outcome. */
export class ArchiveRefusal extends Error {
  override readonly name = 'ArchiveRefusal';
  readonly word: ArchiveRefusalWord;

  constructor(word: ArchiveRefusalWord) {
    super(archiveRefusals[word]);
    this.word = word;
  }
}

/**
 * Ends the walk unless something holds.
 * @throws ArchiveRefusal with `word` when `holds` is false
 */
export function demand(holds: boolean, word: ArchiveRefusalWord): asserts holds {
  if (!holds) throw new ArchiveRefusal(word);
}
