/** Faults told of one item; more help nobody. */
const mostFaults = 20;

/**
 * Says in one text everything that is wrong with an item, so that its sender need not find out one by one.
 * @param faults - Sentences, none of which holds a value that was sent.
 */
export function tellFaults(faults: readonly string[]): string {
  const told = faults.slice(0, mostFaults);
  const more = faults.length - told.length;
  if (more === 0) return told.join(' ');
  return [...told, more === 1 ? 'There is one more fault.' : `There are ${more.toLocaleString('en')} more faults.`].join(' ');
}
