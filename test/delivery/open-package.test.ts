import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPackage } from '../../core/delivery/open-package.ts';
import { AppError } from '../../core/errors.ts';
import { makeLogEntry } from '../../core/privacy-requests/log-entry.ts';
import { hashToken } from '../../core/secret-token.ts';
import { readByPython } from '../packages/build-archive.ts';
import { type Delivery, openDelivery, tokenIn } from './open-delivery.ts';

let delivery: Delivery;
let id = '';
let token = '';
let other = '';
let otherToken = '';
let waiting = '';
let begun = '';

async function delivered(): Promise<[string, string]> {
  const made = await delivery.built();
  await delivery.complete(made);
  return [made, tokenIn((await delivery.mails()).at(-1))];
}

async function codeOf(requestId: string, sent: string | undefined): Promise<string> {
  try {
    await openPackage(delivery.parts, requestId, sent);
    return 'opened';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

beforeAll(async () => {
  delivery = await openDelivery();
  begun = delivery.clock.now().toISOString();
  [id, token] = await delivered();
  [other, otherToken] = await delivered();
  waiting = await delivery.built({ status: 'requires_input', package_key: null });
});
afterEach(() => delivery.clock.set(begun));
afterAll(() => delivery.close());

describe('the link of a mail', () => {
  it('gives the package of its request, for 60 seconds, counted and logged', async () => {
    const link = await openPackage(delivery.parts, id, token);
    expect(link).toMatch(/X-Amz-Expires=60(&|$)/);
    const response = await fetch(link);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('cache-control')).toContain('no-store');
    const files = readByPython(Buffer.from(await response.arrayBuffer()));
    expect(JSON.parse(files.get('package.json') ?? '')).toEqual({ crm: [{ note: `data of ${id}` }] });
    const before = (await delivery.parts.deliveries.find(id))?.downloads ?? 0;
    await openPackage(delivery.parts, id, token);
    expect((await delivery.parts.deliveries.find(id))?.downloads).toBe(before + 1);
    const log = await delivery.parts.requests.readLog(id, { page: 1, size: 100 });
    expect(log?.items.at(-1)).toMatchObject({ event: 'package_link_issued', actor: 'data_subject' });
    expect(link).not.toContain(token);
  });

  it.each<[string, () => readonly [string, string | undefined], string]>([
    ['no token', () => [id, undefined], 'package.token_invalid'],
    ['an empty token', () => [id, ''], 'package.token_invalid'],
    ['a wrong token', () => [id, 'a'.repeat(43)], 'package.token_invalid'],
    ['a token of one character more', () => [id, `${token}A`], 'package.token_invalid'],
    ['the hash in place of the token', () => [id, hashToken(token)], 'package.token_invalid'],
    ['the token of another request', () => [id, otherToken], 'package.token_foreign'],
    ['no token for an unknown request', () => ['pri_nobody', undefined], 'package.token_invalid'],
    ['a token for an unknown request', () => ['pri_nobody', token], 'package.not_found'],
    ['a wrong token for a request without a package', () => [waiting, 'a'.repeat(43)], 'package.not_found'],
    ['the token of another request for one without a package', () => [waiting, otherToken], 'package.token_foreign'],
  ])('refuses %s', async (_, call, code) => {
    const [requestId, sent] = call();
    expect(await codeOf(requestId, sent)).toBe(code);
  });

  it('works for the hours the settings give it and not a moment longer, and then belongs to nobody', async () => {
    const [late, lateToken] = await delivered();
    delivery.clock.advance(120 * 3_600 - 1);
    expect(await codeOf(late, lateToken)).toBe('opened');
    delivery.clock.advance(1);
    expect(await codeOf(late, lateToken)).toBe('package.token_invalid');
    expect(await codeOf(other, lateToken)).toBe('package.token_invalid');
  });

  it('is revoked by a newer one', async () => {
    const made = await delivery.built();
    const before = (await delivery.mails()).length;
    delivery.faults.push('loses-answer');
    await expect(delivery.complete(made)).rejects.toMatchObject({ name: 'TryAgain' });
    await delivery.complete(made);
    const [first = '', second] = (await delivery.mails()).slice(before).map(tokenIn);
    expect(await codeOf(made, first)).toBe('package.token_invalid');
    expect(await codeOf(made, second)).toBe('opened');
    const [elsewhere] = await delivered();
    expect(await codeOf(elsewhere, first)).toBe('package.token_invalid');
  });

  it('is revoked when its request is deleted, and nothing of it is left in the table', async () => {
    const [gone, goneToken] = await delivered();
    const [still] = await delivered();
    await delivery.parts.requests.markDeleted(gone, makeLogEntry(delivery.parts, 'deleted', 'reviewer', { status: 'deleted' }));
    expect(await codeOf(gone, goneToken)).toBe('package.not_found');
    expect(await codeOf(still, goneToken)).toBe('package.token_invalid');
    expect(await delivery.tables.dump(delivery.tables.requests)).toContain(hashToken(goneToken));
    await delivery.parts.requests.purge(gone);
    expect(await delivery.tables.dump(delivery.tables.requests)).not.toContain(hashToken(goneToken));
  });

  it('finds no package where the file is gone', async () => {
    const [removed, removedToken] = await delivered();
    await delivery.parts.packages.remove(`packages/${removed}.zip`);
    expect(await codeOf(removed, removedToken)).toBe('package.not_found');
  });
});
