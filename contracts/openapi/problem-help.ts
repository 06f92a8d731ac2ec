import type { ProblemCode } from '../problems.ts';

/** A problem code in plain words. */
export interface ProblemHelp {
  /** What has happened. Also the example of a `detail`. */
  readonly means: string;
  /** What the caller can do about it. */
  readonly remedy: string;
}

/** Every problem code in plain words, for the OpenAPI document, the API page and `docs/problems.md`. */
export const problemHelp: Readonly<Record<ProblemCode, ProblemHelp>> = {
  'request.malformed': {
    means: 'The body is not what its content type says, such as broken JSON.',
    remedy: 'Send well-formed JSON (or the form this route takes), in UTF-8.',
  },
  'request.unsupported_media_type': {
    means: 'The route does not take this content type.',
    remedy: 'Set `Content-Type` to the one that the route names.',
  },
  'request.too_large': {
    means: 'The body is larger than the route takes; the answer names the limit.',
    remedy: 'Send fewer or smaller items in one call.',
  },
  'request.invalid': {
    means: 'Something in the path, query, headers or body is missing, of the wrong kind, or beyond a limit. `errors` names each place.',
    remedy: 'Correct the places that `errors` names and send the call again.',
  },
  'route.not_found': {
    means: 'No route has this address.',
    remedy: 'Compare the address with this document; most begin with `/api/v1`.',
  },
  'route.method_not_allowed': {
    means: 'The address is known, but not with this method.',
    remedy: 'Use a method that this document names for the address.',
  },
  'auth.token_missing': {
    means: 'The route needs a bearer token and none was sent.',
    remedy: 'Get a token from `POST /api/v1/oauth/token` and send it as `Authorization: Bearer <token>`.',
  },
  'auth.token_invalid': {
    means: 'The bearer token is not one of ours, was changed, or has expired.',
    remedy: 'Get a new token.',
  },
  'auth.scope_missing': {
    means: 'The token is good but does not carry the scope that the route needs; the answer names it.',
    remedy: 'Ask for that scope when getting the token. If it is refused, the client has to be given the scope first.',
  },
  'auth.client_invalid': {
    means: 'The client’s id or secret is wrong, or the client does not exist.',
    remedy: 'Check both. They go by HTTP Basic or in the form, not by both.',
  },
  'auth.request_invalid': {
    means: 'The token request is incomplete, asks for another grant, or for a scope that there is not.',
    remedy: 'Send `grant_type=client_credentials` as a form, and only scopes that this document lists.',
  },
  'rate.limited': {
    means: 'Too many calls came from this address.',
    remedy: 'Wait the seconds that `Retry-After` says, then go on more slowly.',
  },
  'idempotency.key_reused': {
    means: 'This `Idempotency-Key` came with another body within the last 24 hours.',
    remedy: 'Use a new key for a new call; repeat a key only with the very same body.',
  },
  'idempotency.in_progress': {
    means: 'The first call with this `Idempotency-Key` is still running.',
    remedy: 'Wait the seconds that `Retry-After` says and send the same call again; it then gets the first call’s answer.',
  },
  'connection.not_found': {
    means: 'No connection has this key.',
    remedy: 'List the connections to see their keys.',
  },
  'connection.wrong_type': {
    means: 'Fields and manual input belong to connections of type `manual_request`, datasets to all others; this one is of the other kind.',
    remedy: 'Use the key of a connection of the right type.',
  },
  'connection.conflict': {
    means: 'Somebody else changed the connection or its fields at the same moment.',
    remedy: 'Read it again, then repeat the change if it is still wanted.',
  },
  'dataset.not_found': {
    means: 'No datasets are defined for this connection.',
    remedy: 'Define them: `PATCH /api/v1/connection/{key}/dataset`.',
  },
  'dataset.too_large': {
    means: 'All datasets of the connection together are larger than the limit, which the answer names.',
    remedy: 'Leave out collections and fields that hold nothing about people, or spread the datasets over more than one connection.',
  },
  'manual_request.not_found': {
    means: 'The connection exists but has no fields defined.',
    remedy: 'Define them by `PATCH /api/v1/connection/{key}/access_manual_request`.',
  },
  'manual_request.exists': {
    means: 'The connection has fields already, and `POST` only creates.',
    remedy: 'Use `PATCH` to replace them.',
  },
  'intake.property_not_found': {
    means: 'The intake configuration has no property with this id.',
    remedy: 'Leave `property_id` out for the default property, or use one that is configured.',
  },
  'intake.invalid': {
    means: 'The configuration contradicts itself or names something that there is not. Nothing of it was stored.',
    remedy: 'Correct the places that `errors` names and send the whole configuration again.',
  },
  'privacy_request.not_found': {
    means: 'No privacy request has this id, or it was deleted.',
    remedy: 'Check the id. The log of a deleted request still answers.',
  },
  'privacy_request.wrong_status': {
    means: 'The request is in a status in which this cannot be done; the answer names the status.',
    remedy: 'Read the request and do what its status allows.',
  },
  'privacy_request.input_missing': {
    means: 'Manual input of at least one connection is missing; the answer names every one.',
    remedy: 'Enter what was found for each of them (`{}` where nothing was found), then resume.',
  },
  'manual_input.invalid': {
    means: 'The input has a label that the definition does not have, or a value that is neither text nor null. Earlier input is untouched.',
    remedy: 'Use the labels of the connection’s fields, with text or null.',
  },
  'manual_input.too_large': {
    means: 'All values of one manual input together are larger than the limit, which the answer names.',
    remedy: 'Shorten the values, or spread them over more than one manual connection.',
  },
  'package.not_ready': {
    means: 'The request is not complete yet, so there is no package.',
    remedy: 'Wait until its status is `complete`.',
  },
  'package.not_found': {
    means: 'The request has no package, or it was deleted.',
    remedy: 'Check the id, and read the request’s log.',
  },
  'package.token_invalid': {
    means: 'The download link has no token, a wrong one, or one that has expired.',
    remedy: 'Use the link as it stands in the mail; once it has expired, ask for a new one.',
  },
  'package.token_foreign': {
    means: 'The token belongs to the package of another request.',
    remedy: 'Use the link as it stands in the mail.',
  },
  'attachment.disabled': {
    means: 'This installation does not take files.',
    remedy: 'The operator switches on custom fields and file uploads (`execution.allow_custom_privacy_request_…`).',
  },
  'attachment.not_found': {
    means: 'There is no such attachment, or it may not be changed by you any more.',
    remedy: 'Check the id and the upload token, or upload the file again.',
  },
  'attachment.unreadable': {
    means: 'The multipart body breaks the rules: a part comes twice, a boundary is missing, or a name has characters that it may not have.',
    remedy: 'Build the form with a library, with each part once.',
  },
  'attachment.invalid': {
    means: 'A part is missing or unknown, or policy, property and file field do not exist together.',
    remedy: 'Send `file`, `policy_key`, `field_name` and, where needed, `property_id`, as the intake configuration has them.',
  },
  'attachment.empty': {
    means: 'The file has no bytes.',
    remedy: 'Choose a file that has content.',
  },
  'attachment.too_large': {
    means: 'The file is larger than the field allows; the answer names the limit.',
    remedy: 'Send a smaller file.',
  },
  'attachment.too_large_for_multipart': {
    means: 'The body is larger than this route can carry, whatever the field allows.',
    remedy: 'Use the direct route, `POST /api/v1/privacy-request/attachment/direct`, which takes files as large as their field does.',
  },
  'attachment.type_not_allowed': {
    means: 'The field does not take files of this type, or the ending of the file’s name stands for none that it takes.',
    remedy: 'Send one of the types that the field lists in `allowed_file_types`, under a name with its ending.',
  },
  'attachment.type_mismatch': {
    means: 'The bytes of the file are of another type than its name says.',
    remedy: 'Send the file under its right ending; renaming does not change a type.',
  },
  'attachment.unscannable': {
    means: 'The file cannot be opened and checked: it is encrypted, damaged, or unpacks to too much.',
    remedy: 'Send it unencrypted, or its content as single files.',
  },
  'attachment.infected': {
    means: 'The virus scanner found something. Nothing was kept.',
    remedy: 'Check the device the file comes from and send a clean file.',
  },
  'attachment.not_uploaded': {
    means: 'The direct upload was not finished: the file is not there.',
    remedy: 'Send the file to the form first, then complete the upload.',
  },
  'attachment.scanner_unavailable': {
    means: 'No proof can be had that the file is clean. Nothing was kept.',
    remedy: 'Upload the file again after the seconds that `Retry-After` says; a direct upload begins anew.',
  },
  'attachment.storage_unavailable': {
    means: 'The file could not be stored or looked at. Nothing new was kept.',
    remedy: 'Call again after the seconds that `Retry-After` says; a direct upload that was being completed begins anew.',
  },
  'service.unavailable': {
    means: 'A part of the service does not answer right now.',
    remedy: 'Try again later; `GET /health` shows the state.',
  },
  'internal.error': {
    means: 'The service failed in a way that it did not foresee. Nothing about the call is wrong.',
    remedy: 'Try again; if it stays, tell the operator the `request_id`.',
  },
};
