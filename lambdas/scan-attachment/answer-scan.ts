import type { ScanRequest, ScanVerdict } from '../../contracts/schemas/scan.ts';
import type { GuardedScanner } from '../../core/attachments/guarded-scanner.ts';
import { unavailable } from '../../core/attachments/verdict.ts';

/** Reads a quarantined object by its mark. @returns Nothing where it is gone or another one lies there. */
export type ReadQuarantined = (key: string, etag: string) => Promise<Uint8Array | undefined>;

/** What answering scans needs. */
export interface ScanParts {
  readonly scanner: GuardedScanner;
  readonly readQuarantined: ReadQuarantined;
  /** `attachment_scanning.icap_timeout`: the whole of it, reading included. */
  readonly timeoutSeconds: number;
}

/** Answers one request to the scan function. A file that cannot be read is `unavailable`: nobody looked at it. */
export async function answerScan(
  parts: ScanParts,
  request: ScanRequest,
): Promise<ScanVerdict | { readonly canary: 'good' | 'blind' | 'down' }> {
  const deadline = Date.now() + parts.timeoutSeconds * 1_000;
  switch (request.kind) {
    case 'canary':
      return { canary: (await parts.scanner.check(deadline)).state };
    case 'bytes':
      return parts.scanner.scan(Buffer.from(request.base64, 'base64'), deadline);
    case 'object': {
      const bytes = await parts.readQuarantined(request.key, request.etag);
      return bytes === undefined ? unavailable('not_reached') : parts.scanner.scan(bytes, deadline);
    }
  }
}
