/** A start that cannot go on. The message is one plain sentence for the person at the terminal; it never holds a value that was set. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
