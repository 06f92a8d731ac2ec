/**
 * The 68 characters every scanner must take for a virus, and which harm nobody. In two halves, so that a scanner that guards
 * a working copy doesn't eat this file.
 * @see https://www.eicar.org/download-anti-malware-testfile/
 */
const halves = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'];

/** The EICAR test file's bytes: 68 of them. */
export function eicarBytes(): Uint8Array {
  return Buffer.from(halves.join(''), 'latin1');
}
