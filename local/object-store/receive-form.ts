import type { IncomingMessage } from 'node:http';
import { Busboy } from '@fastify/busboy';
import type { FormFields, FormTerms } from './check-form.ts';
import { S3Error } from './s3-error.ts';

/** A form that was checked and read. */
export interface ReceivedForm {
  readonly fields: FormFields;
  readonly key: string;
  readonly file: Buffer;
}

/** Fields of one form at most, and bytes of one: S3 takes 20 KB before the file. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html */
const limits = { fields: 100, fieldSize: 20_480, files: 1 };

/**
 * Reads a form whose last part is the file. The fields are checked when the file begins, so that a file nobody may upload is not read.
 * @param check - Decides by the fields what may come.
 * @throws {@link S3Error} for a malformed form, or a file that is too small or too large.
 */
export function receiveForm(request: IncomingMessage, check: (fields: FormFields) => Promise<FormTerms>): Promise<ReceivedForm> {
  return new Promise((resolve, reject) => {
    const malformed = () =>
      reject(new S3Error(400, 'MalformedPOSTRequest', 'The body of your POST request is not well-formed multipart/form-data.'));
    const fields = new Map<string, string>();
    let received: Promise<ReceivedForm> | undefined;
    let parser: ReturnType<typeof makeParser>;
    try {
      parser = makeParser(request);
    } catch {
      malformed();
      return;
    }
    parser.on('field', (name, value) => {
      const known = name.toLowerCase();
      if (fields.has(known)) {
        malformed();
      }
      fields.set(known, value);
    });
    parser.on('file', (_name, stream) => {
      received = check(fields).then(async (terms) => ({ fields, key: terms.key, file: await readFile(stream, terms) }));
      received.catch(reject);
    });
    parser.on('error', malformed);
    parser.on('finish', () => (received === undefined ? malformed() : received.then(resolve, reject)));
    request.on('error', malformed);
    request.pipe(parser);
  });
}

function makeParser(request: IncomingMessage) {
  const type = request.headers['content-type'] ?? '';
  return new Busboy({ headers: { ...request.headers, 'content-type': type }, limits });
}

async function readFile(stream: NodeJS.ReadableStream, { minimum, maximum }: FormTerms): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > maximum) {
      throw new S3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.');
    }
    chunks.push(part);
  }
  if (bytes < minimum) {
    throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size.');
  }
  return Buffer.concat(chunks, bytes);
}
