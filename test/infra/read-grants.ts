import type { FunctionName } from '../../contracts/functions.ts';
import { access } from '../../lib/access.ts';

/** What the table of grants gives a function, with an empty list for each kind that it gives nothing of. */
export function grantsOf(name: FunctionName) {
  const lists = { configs: [], requests: [], packages: [], attachments: [], quarantine: [], states: [], rows: [], secrets: [] };
  return { ...lists, ...access[name] };
}
