import type { Route } from '../routes/route.ts';
import { uploadTokenHeader } from '../schemas/attachments.ts';
import { propertiesOf, requiredOf, type SchemaBook } from './build-schemas.ts';
import type { Parameter } from './document.ts';

const pathDescriptions: Readonly<Record<string, string>> = {
  key: 'The key of a connection: letters, digits, `_`, `.` and `-`.',
  id: 'The id of a privacy request, `pri_…`.',
  attachment: 'The id of an attachment, `att_…`.',
  attachment_id: 'The id of an attachment, `att_…`.',
};

const queryDescriptions: Readonly<Record<string, string>> = {
  page: 'Which page, counted from 1.',
  size: 'Items on a page.',
  search: 'Part of the key or name.',
  disabled: 'Only disabled, or only enabled ones.',
  connection_type: 'Only connections of this type.',
  property_id: 'The id of a property. Left out: every one.',
  id: 'Only the request with this id.',
  status: 'Only requests in this status. Can be given several times.',
  created_gt: 'Only requests made after this moment.',
  created_lt: 'Only requests made before this moment.',
  policy_key: 'Only requests for this policy.',
  identity: 'Only requests of this person: the exact mail address, phone number, name or external id.',
  is_overdue: 'Only open requests past their due date, or only those that are not.',
  sort_direction: 'By the time of submission: `desc` gives the newest first.',
  token: 'The token of the download link.',
};

const headerDescriptions: Readonly<Record<string, string>> = {
  'idempotency-key':
    'Any text of your own that names this call. The same key and body within 24 hours gives the same answer and does nothing twice.',
  [uploadTokenHeader]: 'The token that the answer to the upload carried in this header. Without it the answer is 404.',
};

/**
 * The parameters of one path of a route: its places, its query and its headers.
 * @param route - the route
 * @param path - its own path or an alias
 * @param requests - the schemas of requests
 */
export function buildParameters(route: Route, path: string, requests: SchemaBook): readonly Parameter[] {
  const { query, headers } = route.request ?? {};
  return [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => pathParameter(path, name)),
    ...(query === undefined ? [] : fromSchema('query', requests.of(query), queryDescriptions)),
    ...(headers === undefined ? [] : fromSchema('header', requests.of(headers), headerDescriptions)),
  ];
}

function pathParameter(path: string, name: string): Parameter {
  const known = path.includes(`/attachment/{${name}}`) ? 'attachment' : name;
  const description = pathDescriptions[known] ?? `The \`${name}\` in the path.`;
  return { name, in: 'path', required: true, description, schema: { type: 'string' } };
}

function fromSchema(
  place: 'query' | 'header',
  schema: ReturnType<SchemaBook['of']>,
  descriptions: Readonly<Record<string, string>>,
): readonly Parameter[] {
  const required = requiredOf(schema);
  return Object.entries(propertiesOf(schema)).map(([name, property]) => ({
    name: place === 'header' ? headerName(name) : name,
    in: place,
    required: required.includes(name),
    description: descriptions[name] ?? `The \`${name}\` of the ${place}.`,
    schema: property,
  }));
}

/** `idempotency-key` as people write it: `Idempotency-Key`. */
function headerName(name: string): string {
  return name.replace(/(?<=^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
