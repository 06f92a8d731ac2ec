/** Milliseconds between two looks. */
const pauseMs = 40;

/**
 * Looks again and again until there is something.
 * @param what - For the message, where it never comes.
 * @param look - Gives undefined as long as there is nothing.
 * @throws Error after `patienceMs` milliseconds.
 */
export async function until<T>(what: string, look: () => Promise<T | undefined>, patienceMs = 30_000): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${patienceMs} ms in vain: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
