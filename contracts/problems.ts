/** The media type of every error (RFC 9457). */
export const problemMediaType = 'application/problem+json';

/** Where a problem's `type` leads: the API page, which explains every code. Relative, so that it works on every installation. */
export const problemTypeBase = '/docs#';

/** What a problem code means to an HTTP caller: its status and the short title of its kind. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/**
 * Every error code Dossier answers with. The code is stable; `docs/problems.md` explains each.
 * @see RFC 9457 and CONTRACT section 1
 */
export const problems = {
  'request.malformed': { status: 400, title: 'The request could not be read' },
  'request.unsupported_media_type': { status: 415, title: 'The content type is not accepted here' },
  'request.too_large': { status: 413, title: 'The request is too large' },
  'request.invalid': { status: 422, title: 'The request is not valid' },
  'route.not_found': { status: 404, title: 'There is nothing at this address' },
  'route.method_not_allowed': { status: 405, title: 'This address does not take this method' },
  'auth.token_missing': { status: 401, title: 'A bearer token is needed' },
  'auth.token_invalid': { status: 401, title: 'The bearer token is not valid' },
  'auth.scope_missing': { status: 403, title: 'The token lacks a scope' },
  'auth.client_invalid': { status: 401, title: 'The client could not be authenticated' },
  'auth.request_invalid': { status: 400, title: 'The token request is not valid' },
  'rate.limited': { status: 429, title: 'Too many requests' },
  'idempotency.key_reused': { status: 422, title: 'The idempotency key was used for another body' },
  'idempotency.in_progress': { status: 409, title: 'The first call with this key is still running' },
  'connection.not_found': { status: 404, title: 'There is no such connection' },
  'connection.wrong_type': { status: 400, title: 'The connection is of another type' },
  'connection.conflict': { status: 409, title: 'The connection was changed at the same time' },
  'dataset.not_found': { status: 404, title: 'The connection has no datasets' },
  'dataset.too_large': { status: 413, title: 'The datasets are too large' },
  'manual_request.not_found': { status: 404, title: 'The connection has no fields' },
  'manual_request.exists': { status: 400, title: 'The connection has fields already' },
  'intake.property_not_found': { status: 404, title: 'There is no such property' },
  'intake.invalid': { status: 422, title: 'The intake configuration is not valid' },
  'privacy_request.not_found': { status: 404, title: 'There is no such privacy request' },
  'privacy_request.wrong_status': { status: 400, title: 'The request is in another status' },
  'privacy_request.input_missing': { status: 400, title: 'Manual input is missing' },
  'manual_input.invalid': { status: 422, title: 'The manual input is not valid' },
  'manual_input.too_large': { status: 413, title: 'The manual input is too large' },
  'package.not_ready': { status: 400, title: 'The package is not ready' },
  'package.not_found': { status: 404, title: 'There is no package' },
  'package.token_invalid': { status: 401, title: 'The download link is not valid' },
  'package.token_foreign': { status: 403, title: 'The download link belongs to another request' },
  'attachment.disabled': { status: 403, title: 'File uploads are switched off' },
  'attachment.not_found': { status: 404, title: 'There is no such attachment' },
  'attachment.unreadable': { status: 400, title: 'The upload could not be read' },
  'attachment.invalid': { status: 422, title: 'The upload is not valid' },
  'attachment.empty': { status: 400, title: 'The file is empty' },
  'attachment.too_large': { status: 413, title: 'The file is too large' },
  'attachment.too_large_for_multipart': { status: 413, title: 'The file is too large for this route' },
  'attachment.type_not_allowed': { status: 400, title: 'The file type is not allowed' },
  'attachment.type_mismatch': { status: 400, title: 'The file is not what its name says' },
  'attachment.unscannable': { status: 400, title: 'The file cannot be checked' },
  'attachment.infected': { status: 400, title: 'The file is infected' },
  'attachment.not_uploaded': { status: 400, title: 'The file has not arrived' },
  'attachment.scanner_unavailable': { status: 503, title: 'Files cannot be checked right now' },
  'attachment.storage_unavailable': { status: 503, title: 'Files cannot be stored right now' },
  'service.unavailable': { status: 503, title: 'The service is not available right now' },
  'internal.error': { status: 500, title: 'Something went wrong' },
} as const satisfies Record<string, ProblemKind>;

/** A stable error code. */
export type ProblemCode = keyof typeof problems;

/** One thing wrong with one place of a request. Never holds a value that was sent. */
export interface FieldProblem {
  /** Where: `body`, `query`, `path` or `header` first, then keys and indexes. */
  readonly loc: readonly (string | number)[];
  /** A sentence for the person who wrote the call. */
  readonly msg: string;
  /** A stable word for programs, such as `too_long` or `unknown_key`. */
  readonly type: string;
}
