import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import * as z from 'zod/mini';
import { closeServer, listenOnLoopback } from '../run/listen-on-loopback.ts';
import { readBody } from '../run/read-body.ts';

/** Bytes of one mail at most. https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const mailBytes = 41_943_040;

const addresses = z._default(z.array(z.string()), []);
const content = z.object({ Data: z.string() });

/** `SendEmail` as far as Dossier uses it. https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
const sendEmail = z.object({
  FromEmailAddress: z.string(),
  ReplyToAddresses: addresses,
  Destination: z.object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }),
  Content: z.object({
    Simple: z.object({ Subject: content, Body: z.object({ Text: z.optional(content), Html: z.optional(content) }) }),
  }),
});

/** A mail as `GET /store` tells it. */
interface Mail {
  readonly messageId: string;
  readonly from: string;
  readonly replyTo: readonly string[];
  readonly destination: { readonly to: readonly string[]; readonly cc: readonly string[]; readonly bcc: readonly string[] };
  readonly subject: string;
  readonly body: { readonly text?: string; readonly html?: string };
  /** Seconds since 1970. */
  readonly at: number;
}

/** A mailbox that takes every mail and sends none. */
export interface Mailbox {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a stand-in for Amazon SES: `POST /v2/email/outbound-emails` keeps a mail, `GET /store` answers `{emails: […]}`.
 * @param file - Where mails are kept, one JSON object a line, so that they outlive the run.
 */
export async function startMailbox(file: string): Promise<Mailbox> {
  const mails = readMails(file);
  const server = createServer(async (request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (request.method === 'GET' && request.url === '/store') {
      answer(200, { emails: mails });
      return;
    }
    if (request.method !== 'POST' || request.url !== '/v2/email/outbound-emails') {
      answer(404, { message: 'The local mailbox has SendEmail and GET /store only.' });
      return;
    }
    try {
      const mail = toMail(sendEmail.parse(JSON.parse((await readBody(request, mailBytes)).toString('utf8'))));
      appendFileSync(file, `${JSON.stringify(mail)}\n`, { mode: 0o600 });
      mails.push(mail);
      answer(200, { MessageId: mail.messageId });
    } catch {
      response.setHeader('x-amzn-errortype', 'BadRequestException');
      answer(400, { message: 'The local mailbox takes simple mails only.' });
    }
  });
  return { url: await listenOnLoopback(server), stop: () => closeServer(server, 1_000) };
}

function toMail({ FromEmailAddress: from, ReplyToAddresses: replyTo, Destination, Content }: z.output<typeof sendEmail>): Mail {
  const { Subject, Body } = Content.Simple;
  return {
    messageId: randomUUID(),
    from,
    replyTo,
    destination: { to: Destination.ToAddresses, cc: Destination.CcAddresses, bcc: Destination.BccAddresses },
    subject: Subject.Data,
    body: { ...(Body.Text && { text: Body.Text.Data }), ...(Body.Html && { html: Body.Html.Data }) },
    at: Math.floor(Date.now() / 1000),
  };
}

function readMails(file: string): unknown[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as unknown];
    } catch {
      // The last line, or one that a killed process left half written: its call was never answered.
      return [];
    }
  });
}
