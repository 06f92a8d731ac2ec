import type * as z from 'zod/mini';
import type { ConnectionSecrets } from '../../contracts/schemas/connections.ts';
import { SourceError } from '../../core/sources/connector.ts';

/**
 * Reads the secrets of a connection as its type wants them. Null counts as left out, so that a form can send every member.
 * @throws SourceError naming the members that are missing or of another kind; never a value.
 */
export function readSecrets<S extends z.ZodMiniType>(schema: S, secrets: ConnectionSecrets): z.output<S> {
  const given = Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== null));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? '')))].filter((name) => name !== '');
  throw new SourceError('failed', `The connection’s secrets lack, or have a wrong value for: ${names.join(', ')}.`);
}
