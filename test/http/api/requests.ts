import { type PackageContent, packageContent } from '../../../contracts/schemas/packages.ts';
import type { RequestOut } from '../../../contracts/schemas/privacy-requests.ts';
import type { Status } from '../../../contracts/statuses.ts';
import { readByPython } from '../../packages/build-archive.ts';
import type { Api } from './open-api.ts';
import { until } from './until.ts';

/** An item that is good as it is. */
export const goodItem = { identity: { email: 'jane@example.com' }, policy_key: 'default_access_policy' } as const;

/** Submits one request and gives its id. */
export async function submit(api: Api, item: object = goodItem): Promise<string> {
  const { succeeded, failed } = await api.ok('submit-privacy-requests', { body: [item] });
  const [request] = succeeded;
  if (request === undefined) throw new Error(`The request was refused: ${failed[0]?.message}`);
  return request.id;
}

/** Waits until a request has a status. */
export function reach(api: Api, id: string, status: Status, patienceMs?: number): Promise<RequestOut> {
  const look = async () => {
    const request = await api.ok('get-privacy-request', { params: { id } });
    if (request.status === 'error' && status !== 'error') throw new Error(`The request failed: ${request.failure?.message}`);
    return request.status === status ? request : undefined;
  };
  return until(`${id} in ${status}`, look, patienceMs);
}

/** Submits a request and waits until it waits for input. */
export async function submitWaiting(api: Api, item: object = goodItem): Promise<string> {
  const id = await submit(api, item);
  await reach(api, id, 'requires_input');
  return id;
}

/** The events of a request's log, oldest first. */
export async function eventsOf(api: Api, id: string): Promise<readonly string[]> {
  const { items } = await api.ok('read-request-log', { params: { id }, query: 'size=100' });
  return items.map((entry) => entry.event);
}

/** Downloads the package of a complete request and gives each file's text by its name. */
export async function downloadPackage(api: Api, id: string): Promise<ReadonlyMap<string, string>> {
  const { access_result_urls: urls } = await api.ok('get-access-results', { params: { id } });
  const [url = ''] = urls;
  const response = await fetch(url);
  if (response.status !== 200) throw new Error(`The link answered ${response.status}.`);
  return readByPython(Buffer.from(await response.arrayBuffer()));
}

/** What the package of a complete request says in package.json. */
export async function readPackage(api: Api, id: string): Promise<PackageContent> {
  return packageContent.parse(JSON.parse((await downloadPackage(api, id)).get('package.json') ?? ''));
}
