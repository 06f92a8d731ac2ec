import { limits } from '../../contracts/limits.ts';
import type { RequestOut } from '../../contracts/schemas/privacy-requests.ts';

/**
 * Keeps the answer about many requests within what a function can answer: past that, further requests come without their custom
 * fields, which the contract lets them, and which reading one request gives whole. Anybody can send forms full of text, and a list
 * that no longer answers would keep reviewers from all of them.
 * @param requests - In the order of the answer.
 * @see CONTRACT section 7
 */
export function fitAnswer(requests: readonly RequestOut[]): RequestOut[] {
  const sized = requests.map((request) => {
    const { custom_privacy_request_fields, ...short } = request;
    return { request, short, bytes: bytesOf(request), shortBytes: bytesOf(short) };
  });
  let room = limits.answerBytes - sized.reduce((sum, { shortBytes }) => sum + shortBytes, 0);
  return sized.map(({ request, short, bytes, shortBytes }) => {
    const more = bytes - shortBytes;
    if (more > room) return short;
    room -= more;
    return request;
  });
}

/** A body is text within the function's answer, which is JSON too: quotes and backslashes count twice. */
function bytesOf(request: RequestOut): number {
  return Buffer.byteLength(JSON.stringify(JSON.stringify(request)));
}
