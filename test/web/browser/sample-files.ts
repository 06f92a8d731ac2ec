import { eicarBytes } from '../../../core/attachments/eicar.ts';

/** A file as it is handed to a file input. */
export interface SampleFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const pdfBody = [
  '%PDF-1.4',
  '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
  '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
  '3 0 obj<</Type/Page/MediaBox[0 0 99 99]/Parent 2 0 R>>endobj',
  '',
].join('\n');

const mebibyte = 1_048_576;

/** A small PDF. */
export function pdf(name = 'passport.pdf', trailer = '/Root 1 0 R', filling = 0): SampleFile {
  const comment = filling === 0 ? '' : `%${'x'.repeat(filling)}\n`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(`${pdfBody}${comment}trailer<<${trailer}>>\n%%EOF\n`) };
}

/** A PDF of 4.7 MiB: allowed, and too large for a form. */
export function largePdf(name = 'scan of everything.pdf'): SampleFile {
  return pdf(name, '/Root 1 0 R', 4.7 * mebibyte);
}

/** A PDF over the field's limit of 5 MiB. */
export function tooLargePdf(): SampleFile {
  return pdf('album.pdf', '/Root 1 0 R', 6 * mebibyte);
}

/** A PDF that holds the EICAR test virus. */
export function infectedPdf(): SampleFile {
  return { ...pdf('invoice.pdf'), buffer: Buffer.concat([pdf().buffer, eicarBytes()]) };
}

/** A PDF nobody can look into without its password. */
export function lockedPdf(): SampleFile {
  return pdf('locked.pdf', '/Root 1 0 R/Encrypt 9 0 R');
}

/** A program under a picture's name. */
export function renamedProgram(): SampleFile {
  return { name: 'holiday.png', mimeType: 'image/png', buffer: Buffer.from('MZ\u0090\u0000\u0003\u0000\u0000\u0000', 'latin1') };
}
