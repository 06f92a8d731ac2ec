import type { AttachmentScanner } from '../../core/attachments/scanner-port.ts';
import { unavailable, unscannable } from '../../core/attachments/verdict.ts';
import type { IcapTarget } from './encode-request.ts';
import { encodeRequest } from './encode-request.ts';
import { scanOverSocket } from './scan-over-socket.ts';

/** Where the scanner is, and how long a scan may take. */
export interface IcapScannerOptions extends IcapTarget {
  /** Seconds for one scan as a whole (`attachment_scanning.icap_timeout`). A caller's earlier deadline wins. */
  readonly timeoutSeconds: number;
  /**
   * Asks for a preview of so many bytes, for a server that insists on one. Leave it out: without a preview the server has
   * to take the whole file before it can answer.
   */
  readonly previewBytes?: number;
}

/**
 * A scanner that speaks ICAP. Put `guardScanner` in front of it: an ICAP server that answers is not yet one that looks.
 * @throws {RangeError} when host, port or service can't be written into a request
 * @see RFC 3507
 */
export function createIcapScanner(options: IcapScannerOptions): AttachmentScanner {
  let serviceTag: string | undefined;
  // A target that can't be addressed has to show at the start, not at the first file.
  encodeRequest(options, Uint8Array.of(0));

  return {
    async scan(bytes, deadline) {
      // c-icap says 204 to a body without bytes, whatever that proves.
      if (bytes.length === 0) return unscannable('empty');
      const ownDeadline = Date.now() + options.timeoutSeconds * 1_000;
      try {
        const conversation = await scanOverSocket(options, bytes, Math.min(deadline, ownDeadline), options.previewBytes);
        // An answer without a tag is nobody's we know: it must not pass under the tag of the one before.
        serviceTag = conversation.serviceTag;
        return conversation.verdict;
      } catch {
        return unavailable('not_reached');
      }
    },
    generation: () => serviceTag,
  };
}
