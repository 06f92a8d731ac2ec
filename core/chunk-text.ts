/** Characters gathered before they go on: a stream's fixed cost for each chunk then no longer counts. */
const chunkCharacters = 65_536;

/**
 * Gathers small pieces of text into UTF-8 chunks of about 64 KB.
 * @param pieces - text; a piece never ends inside a surrogate pair
 */
export async function* chunkText(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let gathered = '';
  for await (const piece of pieces) {
    gathered += piece;
    if (gathered.length >= chunkCharacters) {
      yield Buffer.from(gathered, 'utf8');
      gathered = '';
    }
  }
  if (gathered !== '') yield Buffer.from(gathered, 'utf8');
}
