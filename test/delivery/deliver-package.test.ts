import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashToken } from '../../core/secret-token.ts';
import { completeRequest } from '../../core/workflow/complete-request.ts';
import { captureOutput } from '../support/capture-output.ts';
import { type Delivery, type Fault, openDelivery, publicUrl, tokenIn } from './open-delivery.ts';

let delivery: Delivery;
beforeAll(async () => {
  delivery = await openDelivery();
});
afterAll(() => delivery.close());

const mailsTo = async (address: string) => (await delivery.mails()).filter((mail) => mail.destination.to.includes(address));
const statusOf = async (id: string) => (await delivery.parts.requests.find(id))?.status;
let people = 0;
function somebody(): string {
  people += 1;
  return `person${people}@example.com`;
}

describe('the mail with the link', () => {
  it('goes to the person once the package is built, and completes the request', async () => {
    const email = somebody();
    const id = await delivery.built({ identity: { email, name: 'Ada Lovelace' } });
    await delivery.complete(id);
    const [mail, ...more] = await mailsTo(email);
    expect(more).toEqual([]);
    expect(mail?.from).toBe('privacy@example.com');
    expect(mail?.body.text).toContain(`${publicUrl}/api/v1/privacy-request/${id}/access-package?token=${tokenIn(mail)}`);
    expect(Buffer.from(tokenIn(mail), 'base64url')).toHaveLength(32);
    expect(mail?.subject).not.toMatch(/Ada|person|pri_/);
    expect(await delivery.events(id)).toEqual(['submitted', 'package_mail_sent', 'completed']);
    expect(await statusOf(id)).toBe('complete');
  });

  it('arrives once after five failures of every kind, and the step is repeated without another', async () => {
    const email = somebody();
    const id = await delivery.built({ identity: { email } });
    const unavailable: Fault = { status: 503, type: 'ServiceUnavailableException' };
    delivery.faults.push('breaks', unavailable, { status: 429, type: 'TooManyRequestsException' }, 'breaks', unavailable);
    for (let tries = 0; tries < 5; tries += 1) {
      await expect(delivery.complete(id)).rejects.toMatchObject({ name: 'TryAgain' });
      expect(await statusOf(id)).toBe('in_processing');
    }
    await delivery.complete(id);
    await delivery.complete(id);
    expect(await mailsTo(email)).toHaveLength(1);
    expect((await delivery.events(id)).filter((event) => event.startsWith('package_mail'))).toEqual(['package_mail_sent']);
    const log = await delivery.parts.requests.readLog(id, { page: 1, size: 10 });
    expect(log?.items.find((entry) => entry.event === 'package_mail_sent')?.message).toBe('It took 6 tries.');
    const token = tokenIn((await mailsTo(email))[0]);
    expect((await delivery.parts.deliveries.find(id))?.token_hash).toBe(hashToken(token));
  });

  it('is claimed with its hash before it goes, so that of two runs at once one sends', async () => {
    const email = somebody();
    const id = await delivery.built({ identity: { email } });
    const hashes: unknown[] = [];
    const mailer = {
      send: async (mail: Parameters<typeof delivery.parts.mailer.send>[0]) => {
        hashes.push((await delivery.parts.deliveries.find(id))?.token_hash);
        await expect(delivery.complete(id)).rejects.toMatchObject({ name: 'TryAgain' });
        return delivery.parts.mailer.send(mail);
      },
    };
    await completeRequest({ ...delivery.parts, mailer }, { request_id: id, attempt: 1 });
    const mails = await mailsTo(email);
    expect(mails).toHaveLength(1);
    expect(hashes).toEqual([hashToken(tokenIn(mails[0]))]);
  });

  it('is sent again after a crash between claim and confirmation, once the lease is over, and revokes the first link', async () => {
    const email = somebody();
    const id = await delivery.built({ identity: { email } });
    const dying = { ...delivery.parts.deliveries, settle: () => Promise.reject(new Error('The process died.')) };
    await expect(completeRequest({ ...delivery.parts, deliveries: dying }, { request_id: id, attempt: 1 })).rejects.toThrow();
    const [first] = await mailsTo(email);
    await expect(delivery.complete(id)).rejects.toMatchObject({ name: 'TryAgain' });
    expect(await mailsTo(email)).toHaveLength(1);
    delivery.clock.advance(15);
    await delivery.complete(id);
    const [, second, ...more] = await mailsTo(email);
    expect(more).toEqual([]);
    expect((await delivery.parts.deliveries.find(id))?.token_hash).toBe(hashToken(tokenIn(second)));
    expect(tokenIn(second)).not.toBe(tokenIn(first));
  });

  it('does not go for a request that was closed meanwhile, nor for an execution that was replaced', async () => {
    const email = somebody();
    const canceled = await delivery.built({ identity: { email }, status: 'canceled' });
    const replaced = await delivery.built({ identity: { email }, attempt: 2 });
    for (const id of [canceled, replaced]) await expect(delivery.complete(id)).rejects.toMatchObject({ name: 'RequestClosed' });
    expect(await mailsTo(email)).toEqual([]);
  });

  it('is left out, and the log says why, where there is nobody to write to', async () => {
    const before = (await delivery.mails()).length;
    const nobody = await delivery.built({ identity: { phone_number: '+4930123456' } });
    const erasure = await delivery.built({ policy: { key: 'e', name: 'e', action_type: 'erasure' } });
    for (const id of [nobody, erasure]) {
      await delivery.complete(id);
      expect(await delivery.events(id)).toEqual(['submitted', 'package_mail_skipped', 'completed']);
    }
    const off = await delivery.built();
    const parts = { ...delivery.parts, mail: { ...delivery.parts.mail, from: '' } };
    await completeRequest(parts, { request_id: off, attempt: 1 });
    const log = await delivery.parts.requests.readLog(off, { page: 1, size: 10 });
    expect(log?.items[1]?.message).toContain('mail.from is empty');
    expect(await delivery.mails()).toHaveLength(before);
  });

  it('that the service refuses for its address does not hold the request up, and the log says so', async () => {
    const id = await delivery.built({ identity: { email: somebody() } });
    delivery.faults.push({ status: 400, type: 'BadRequestException' });
    await delivery.complete(id);
    expect(await delivery.events(id)).toEqual(['submitted', 'package_mail_failed', 'completed']);
  });

  it.each([
    'ada@example.com\r\nBcc: all@example.com',
    'ada@example.com, eve@example.com',
    '"Ada" <ada@example.com>',
    'ada@example.com\u0000',
    'ada@exam\u2028ple.com',
  ])('cannot be led astray by the address %j', async (email) => {
    const before = (await delivery.mails()).length;
    const id = await delivery.built({ identity: { email, name: 'Ada\r\nBcc: all@example.com' } });
    await delivery.complete(id);
    expect(await delivery.events(id)).toContain('package_mail_skipped');
    expect(await delivery.mails()).toHaveLength(before);
    const words = { subject: 'Hello', text: '', html: '' };
    await expect(delivery.parts.mailer.send({ ...words, to: [email] })).rejects.toThrow('not well formed');
  });

  it('cannot have a subject of two lines', async () => {
    const send = delivery.parts.mailer.send({ to: ['ada@example.com'], subject: 'Hello\r\nBcc: eve@example.com', text: '', html: '' });
    await expect(send).rejects.toThrow('not well formed');
  });

  it('leaves its token neither in the table nor in a log nor in a warning', async () => {
    const output = captureOutput();
    const email = somebody();
    const id = await delivery.built({ identity: { email } });
    delivery.faults.push('loses-answer');
    await expect(delivery.complete(id)).rejects.toMatchObject({ name: 'TryAgain' });
    await delivery.complete(id);
    output.stop();
    const tokens = (await mailsTo(email)).map(tokenIn);
    expect(tokens).toHaveLength(2);
    const table = await delivery.tables.dump(delivery.tables.requests);
    expect(table).toContain(hashToken(tokens.at(-1) ?? ''));
    for (const token of tokens) for (const place of [table, output.text(), delivery.warnings.join()]) expect(place).not.toContain(token);
    expect(`${output.text()}${delivery.warnings.join()}`).not.toContain(email);
  });
});
