/**
 * The lines of a UTF-8 text as it comes, without empty ones. Only a line feed ends a line: Node's own `readline` also breaks at U+2028
 * and U+2029, which JSON may hold inside a text.
 */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    // What came before has no line feed: it need not be looked through again.
    let end = rest.length;
    rest += decoder.decode(chunk, { stream: true });
    let start = 0;
    for (end = rest.indexOf('\n', end); end >= 0; end = rest.indexOf('\n', start)) {
      if (end > start) yield rest.slice(start, end);
      start = end + 1;
    }
    rest = rest.slice(start);
  }
  rest += decoder.decode();
  if (rest !== '') yield rest;
}
