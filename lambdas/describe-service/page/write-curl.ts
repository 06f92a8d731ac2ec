import { propertiesOf } from '../../../contracts/openapi/build-schemas.ts';
import type { Operation } from '../../../contracts/openapi/document.ts';

/** Values that make an example readable; anything else stands as a shell variable. */
const samples: Readonly<Record<string, string>> = {
  key: 'manual_request_key',
  policy_key: 'default_access_policy',
  field_name: 'supporting_documents',
  property_id: 'FDS-A1B2C3',
};

/**
 * A call of an operation as a shell command. `$DOSSIER_URL`, `$TOKEN` and the like are the reader's.
 * @param method - in capitals
 * @param path - with its `{places}`
 */
export function writeCurl(method: string, path: string, operation: Operation): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => samples[name] ?? `$${name.toUpperCase()}`);
  const scoped = operation.security.some((way) => 'dossier' in way);
  const asClient = operation.security.some((way) => 'client' in way);
  const lines = [
    `curl${method === 'GET' ? '' : ` -X ${method}`} "$DOSSIER_URL${filled}"`,
    ...(scoped ? ['-H "Authorization: Bearer $TOKEN"'] : []),
    ...(asClient ? ['-u "$CLIENT_ID:$CLIENT_SECRET"'] : []),
    ...bodyLines(operation),
  ];
  return lines.join(' \\\n  ');
}

function bodyLines(operation: Operation): readonly string[] {
  const [mediaType, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (mediaType === undefined || media === undefined) return [];
  if (mediaType === 'multipart/form-data') {
    const names = Object.keys(propertiesOf(media.schema));
    const parts = names.includes('policy_key') ? names : ['file', 'policy_key', 'field_name', 'property_id'];
    return parts.map((name) => (name === 'file' ? '-F "file=@./proof_of_identity.pdf"' : `-F ${quote(`${name}=${samples[name] ?? ''}`)}`));
  }
  if (mediaType === 'application/x-www-form-urlencoded') {
    return Object.entries(Object(media.example)).map(([name, value]) => `--data-urlencode ${quote(`${name}=${String(value)}`)}`);
  }
  const example = JSON.stringify(media.example ?? {}, null, 2);
  return [`-H "Content-Type: ${mediaType}"`, `-d ${quote(example)}`];
}

/** A word that no shell changes. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
