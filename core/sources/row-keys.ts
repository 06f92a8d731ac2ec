import { objectPrefixes } from '../../contracts/objects.ts';

/** Under which all rows of a request lie, so that they can be removed without knowing more. */
export function rowsPrefix(requestId: string): string {
  return `${objectPrefixes.rows}${requestId}/`;
}

/**
 * Where the rows of one collection lie. Every run of a source writes to places of its own, so that what a finished run has
 * written never changes.
 * @param index - The collection's number in the run.
 */
export function rowsKey(requestId: string, connectionKey: string, run: string, index: number): string {
  return `${rowsPrefix(requestId)}${connectionKey}/${run}/${index}.jsonl`;
}
