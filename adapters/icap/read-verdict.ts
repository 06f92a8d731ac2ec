import type { ScanVerdict } from '../../core/attachments/verdict.ts';
import { clean, infected, unavailable, unscannable } from '../../core/attachments/verdict.ts';
import type { IcapResponse } from './parse-response.ts';

/** What we know of our own side when an answer was whole. */
export interface Sending {
  readonly bytes: Uint8Array;
  /** Whether the file had gone out to its last byte before the answer began. */
  readonly wholeFileSent: boolean;
  /** Whether bytes came after the answer: then it is not clear which answer is ours. */
  readonly surplus: boolean;
}

/** Headers that name a threat. Only the first is in a draft, the others are vendors'. Lower case. @see CONTRACT section 6 */
const threatHeaders = ['x-infection-found', 'x-virus-id', 'x-violations-found'];

/**
 * The `ISTag` of a c-icap whose antivirus engine is not loaded: it hashes the engines' signatures, and this is the MD5 of
 * nothing in base64. Such a c-icap passes everything.
 */
const engineMissing = /1B2M2Y8AsgTpgAmY7PhCfg/;

/**
 * Reads a verdict from an answer: a closed list of proofs.
 *
 * - infected: a header that names a threat, or an HTTP status of 400 and more inside. Believed at any time.
 * - unscannable: the same, when all that is named is ClamAV's word for a limit or for encryption.
 * - clean: 204, or 200 with an echo equal to the last byte, and in both cases only after the whole file was sent.
 * - everything else is unavailable.
 */
export function readVerdict(response: IcapResponse, sending: Sending): ScanVerdict {
  const { icap, http, body } = response;
  const threats = threatsOf(response);
  if (threats !== undefined) return judgeThreats(threats);
  if (http !== undefined && http.status >= 400) return infected('');
  if (engineMissing.test((icap.fields.get('istag') ?? []).join())) return unavailable('engine_missing');
  if (icap.status !== 204 && icap.status !== 200) return unavailable('refused');
  if (!sending.wholeFileSent || sending.surplus) return unavailable('no_proof');
  if (icap.status === 204) return http === undefined && body === undefined ? clean(sending.bytes) : unavailable('no_proof');
  return http?.status === 200 && body?.sameAsSent === true ? clean(sending.bytes) : unavailable('no_proof');
}

/** Whether an answer names a threat, a limit or an encryption, whatever else it says. */
export function namesThreat(response: IcapResponse): boolean {
  return threatsOf(response) !== undefined;
}

/** The threats an answer names. Nothing when no header names any; empty names are kept, they are findings too. */
function threatsOf(response: IcapResponse): string[] | undefined {
  const { icap, http, body } = response;
  const places = [icap.fields, http?.fields, body?.trailers];
  const found = threatHeaders.flatMap((name) => places.flatMap((fields) => fields?.get(name) ?? []).map((value) => ({ name, value })));
  if (found.length === 0) return undefined;
  return found.flatMap(({ name, value }) => (name === 'x-violations-found' ? violationsIn(value) : [threatIn(value)]));
}

/** `Type=0; Resolution=2; Threat=Eicar;`, or the bare name other vendors write. */
function threatIn(value: string): string {
  return (/(?:^|;)\s*Threat\s*=\s*([^;]*)/i.exec(value)?.[1] ?? value).trim();
}

/** A count, then four lines for each: file name, threat, problem, resolution. Unfolded they are words between blanks. */
function violationsIn(value: string): string[] {
  const words = value.split(/\s+/);
  const names = words.filter((_, index) => index % 4 === 2);
  return words.length >= 5 && words.length % 4 === 1 ? names : [value];
}

/** A limit or an encryption is no threat, unless a threat is named beside it. */
function judgeThreats(threats: readonly string[]): ScanVerdict {
  const threat = threats.find((name) => !isLimit(name) && !isEncrypted(name) && !isNameless(name));
  if (threat !== undefined) return infected(threat);
  if (threats.some(isEncrypted)) return unscannable('encrypted');
  return threats.some(isLimit) ? unscannable('over_limits') : unscannable('unreadable');
}

function isLimit(name: string): boolean {
  return /^Heuristics\.Limits\./i.test(name);
}

function isEncrypted(name: string): boolean {
  return /^Heuristics\.Encrypted\./i.test(name);
}

/** clamd names a finding `(null)` when it gave up without one. */
function isNameless(name: string): boolean {
  return /^\(null\)/i.test(name);
}
