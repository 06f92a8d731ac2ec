/** What the first bytes of a file prove. */
export type SignatureFamily = 'pdf' | 'png' | 'jpg' | 'ole' | 'zip';

const pdf = Buffer.from('%PDF-', 'latin1');
/** Signature, then a first chunk of 13 bytes called IHDR. @see RFC 2083 sections 3.1 and 4.1.1 */
const pngWithHeader = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR', 'latin1');
/** Signature, IHDR and its checksum. */
const pngBytes = 33;
/** @see [MS-CFB] section 2.2 */
const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const zipWithEntry = Buffer.from('PK\x03\x04', 'latin1');
const zipWithoutEntry = Buffer.from('PK\x05\x06', 'latin1');

/** Names the family by the signature at byte 0; anything in front of a signature means there is none. */
export function detectSignature(bytes: Buffer): SignatureFamily | undefined {
  if (startsWith(bytes, pdf)) return 'pdf';
  if (startsWith(bytes, pngWithHeader) && bytes.length >= pngBytes) return 'png';
  if (isJpeg(bytes)) return 'jpg';
  if (startsWith(bytes, ole)) return 'ole';
  if (startsWith(bytes, zipWithEntry) || startsWith(bytes, zipWithoutEntry)) return 'zip';
  return undefined;
}

function startsWith(bytes: Buffer, signature: Buffer): boolean {
  return bytes.subarray(0, signature.length).equals(signature);
}

/** Start of image, then a marker; 0xf7 is JPEG-LS, which no viewer of JPEG opens. @see ITU-T T.81 table B.1, T.87 */
function isJpeg(bytes: Buffer): boolean {
  const [first, second, third, marker = 0] = bytes;
  return first === 0xff && second === 0xd8 && third === 0xff && marker >= 0xc0 && marker !== 0xf7;
}
