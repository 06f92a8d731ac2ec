import httpMultipartBodyParser from '@middy/http-multipart-body-parser';
import { multipartParserOptions } from '../../lambdas/http/compare-multipart.ts';

/** A part of a body: its header lines and its bytes. */
export interface PartSpec {
  readonly headers: readonly string[];
  readonly data: Buffer;
}

/** A part that is a field. */
export function field(name: string, value: string): PartSpec {
  return { headers: [`Content-Disposition: form-data; name="${name}"`], data: Buffer.from(value) };
}

/** A part that is the file; `disposition` is what follows its name. */
export function file(data: Buffer | string, disposition = '; filename="a.pdf"', more: readonly string[] = []): PartSpec {
  return { headers: [`Content-Disposition: form-data; name="file"${disposition}`, ...more], data: Buffer.from(data) };
}

/** A whole body by the grammar. */
export function bodyOf(parts: readonly PartSpec[], boundary = 'limit', ending = '\r\n'): Buffer {
  const pieces: Buffer[] = parts.flatMap((part) => [
    Buffer.from(`--${boundary}\r\n${part.headers.join('\r\n')}\r\n\r\n`),
    part.data,
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--${ending}`)]);
}

/** The fields every upload has. */
export const fields: readonly PartSpec[] = [field('policy_key', 'default_access_policy'), field('field_name', 'supporting_documents')];

/**
 * What the parser that comes after the grammar makes of a body.
 * @throws whatever the parser throws
 */
export async function parseWithMiddy(contentType: string, body: Buffer): Promise<unknown> {
  const event: { headers: Record<string, string>; body: unknown; isBase64Encoded: boolean } = {
    headers: { 'content-type': contentType },
    body: body.toString('base64'),
    isBase64Encoded: true,
  };
  const { before } = httpMultipartBodyParser(multipartParserOptions);
  // The hook reads the event and nothing else of middy's request.
  await Reflect.apply(before ?? Boolean, undefined, [{ event }]);
  return event.body;
}
