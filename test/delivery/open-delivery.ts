import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as forward } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import * as z from 'zod/mini';
import { createDeliveryStore } from '../../adapters/dynamodb/delivery-store.ts';
import { createReminderStore } from '../../adapters/dynamodb/reminder-store.ts';
import { createRequestStore } from '../../adapters/dynamodb/request-store.ts';
import { createPackageStore } from '../../adapters/s3/package-store.ts';
import { createMailer } from '../../adapters/ses/mailer.ts';
import type { StoredRequest } from '../../contracts/items/request.ts';
import type { MailLanguage } from '../../contracts/settings.ts';
import { createPackageStream } from '../../core/packages/write-package.ts';
import { packageKey } from '../../core/privacy-requests/delete-request.ts';
import { makeLogEntry } from '../../core/privacy-requests/log-entry.ts';
import { completeRequest } from '../../core/workflow/complete-request.ts';
import { startMailbox } from '../../local/mailbox/start-mailbox.ts';
import { closeServer, listenOnLoopback } from '../../local/run/listen-on-loopback.ts';
import { region } from '../../local/settings/make-environment.ts';
import { openObjectStore } from '../support/open-object-store.ts';
import { openTables } from '../support/open-tables.ts';
import { makeClock, makeIds, sampleRequest } from '../support/samples.ts';

const mailSchema = z.object({
  from: z.string(),
  destination: z.object({ to: z.array(z.string()) }),
  subject: z.string(),
  body: z.object({ text: z.string(), html: z.string() }),
});
const store = z.object({ emails: z.array(mailSchema) });

/** A mail as the mailbox keeps it. */
export type KeptMail = z.output<typeof mailSchema>;

/** How the mail service fails: with an answer of its own, by breaking the connection, or by taking the mail and losing its answer. */
export type Fault = { readonly status: number; readonly type: string } | 'breaks' | 'loses-answer';

/** The address links begin with. */
export const publicUrl = 'https://privacy.example.com';

/** Opens the parts of delivery: DynamoDB Local, the local object store and the local mailbox, with a mail service that can fail. */
export async function openDelivery(language: MailLanguage = 'en') {
  const folder = await mkdtemp(join(tmpdir(), 'dossier-test-mails-'));
  const [tables, objects, mailbox] = await Promise.all([openTables(), openObjectStore(), startMailbox(join(folder, 'mails.jsonl'))]);
  const faults: Fault[] = [];
  const front = createServer((request, response) => {
    const fault = faults.shift();
    if (fault === 'breaks') {
      request.socket.destroy();
      return;
    }
    if (typeof fault === 'object') {
      request.resume();
      response.writeHead(fault.status, { 'content-type': 'application/json', 'x-amzn-errortype': fault.type });
      response.end(JSON.stringify({ message: 'refused' }));
      return;
    }
    const { method, url, headers } = request;
    const on = forward(new URL(url ?? '/', mailbox.url), { method, headers }, (answer) => {
      if (fault === 'loses-answer') {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    request.pipe(on);
  });
  const endpoint = await listenOnLoopback(front);
  const ses = new SESv2Client({ endpoint, region, credentials: objects.credentials, maxAttempts: 1 });
  const clock = makeClock();
  // The clock stands, so the order of log entries is that of their ids' random parts.
  const makeId = makeIds(clock);
  const requests = createRequestStore(tables.client, tables.requests, clock);
  const from = 'privacy@example.com';
  const warnings: string[] = [];
  const parts = {
    requests,
    deliveries: createDeliveryStore(tables.client, tables.requests),
    reminders: createReminderStore(tables.client, tables.requests),
    packages: createPackageStore(objects.client, objects.bucket),
    mailer: createMailer(ses, from),
    mail: { from, language, publicUrl },
    linkTtlHours: 120,
    reviewers: ['one@example.com', 'two@example.com'],
    randomBytes,
    clock,
    makeId,
    warn: (what: string, error: unknown) => void warnings.push(`${what} ${String(error)}`),
  };
  return {
    parts,
    tables,
    objects,
    clock,
    faults,
    warnings,
    mails: async (): Promise<readonly KeptMail[]> => store.parse(await (await fetch(`${mailbox.url}/store`)).json()).emails,
    /** A request whose package is built and whose execution is about to complete it. */
    built: async (more: Partial<StoredRequest> = {}): Promise<string> => {
      const id = makeId('privacyRequest');
      const key = packageKey(id);
      const rows = [{ note: `data of ${id}` }];
      const sources = [{ kind: 'manual' as const, source: 'crm', labels: ['note'], rows: () => rows }];
      await parts.packages.write(key, createPackageStream(sources, { requestId: id, askedAt: clock.now() }));
      const request = sampleRequest(id, { status: 'in_processing', package_key: key, ...more });
      await requests.create(request, [makeLogEntry(parts, 'submitted', 'data_subject')], []);
      return id;
    },
    /** One run of the state Complete. */
    complete: (id: string, attempt = 1) => completeRequest(parts, { request_id: id, attempt }),
    events: async (id: string): Promise<readonly string[]> =>
      ((await requests.readLog(id, { page: 1, size: 100 }))?.items ?? []).map((entry) => entry.event),
    close: async () => {
      ses.destroy();
      await closeServer(front, 0);
      await mailbox.stop();
      await objects.close();
      tables.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Opened parts. */
export type Delivery = Awaited<ReturnType<typeof openDelivery>>;

/** The token in a mail's link. */
export function tokenIn(mail: KeptMail | undefined): string {
  const token = /\/access-package\?token=([\w-]+)/.exec(mail?.body.text ?? '')?.[1];
  if (token === undefined) throw new Error('The mail has no link.');
  return token;
}
