import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { eicarBytes } from '../../../core/attachments/eicar.ts';
import { startScanner } from '../../../scanner/start-scanner.ts';
import { infectedFiles } from '../../scanner/carriers.ts';
import { makeZip, nestZip } from '../../scanner/make-zip.ts';
import { preparePieces } from '../../scanner/start-pieces.ts';
import { describeWhenInstalled } from '../../scanner/when-installed.ts';
import { offerFileFields } from '../api/file-fields.ts';
import { readProblem } from '../api/read-problem.ts';
import { until } from '../api/until.ts';
import { itemWith, openDirectOf, pdfOf, postForm, sendTo, startingForm, submitAll, uploadForm } from '../api/upload-form.ts';
import { startWatched, type WatchedDossier } from './open-watched.ts';

const scanning = { DOSSIER__ATTACHMENT_SCANNING__ENABLED: 'true', DOSSIER__ATTACHMENTS__SWEEP_INTERVAL_SECONDS: '3600' };
const at = (port: number) => ({
  DOSSIER__ATTACHMENT_SCANNING__ICAP_HOST: '127.0.0.1',
  DOSSIER__ATTACHMENT_SCANNING__ICAP_PORT: String(port),
});
const anything = { ...startingForm, field_name: 'anything' };
const eicar = Buffer.from(eicarBytes());

const carrierOf = (start: string) => infectedFiles.find(([name]) => name.startsWith(start))?.[1] ?? Buffer.alloc(0);
const office = (part: string, type: string) =>
  makeZip([
    {
      name: '[Content_Types].xml',
      data: Buffer.from(
        `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.${type}.main+xml"/></Types>`,
      ),
    },
    { name: part, data: Buffer.from('<?xml version="1.0"?><x/>') },
    { name: `${part.split('/')[0]}/embeddings/oleObject1.bin`, data: eicar },
  ]);

const infected: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['a.txt', eicar],
  ['a.zip', makeZip([{ name: 'a.txt', data: eicar }])],
  ['nested.zip', nestZip(eicar, 2)],
  ['a.docx', office('word/document.xml', 'wordprocessingml.document')],
  ['a.xlsx', office('xl/workbook.xml', 'spreadsheetml.sheet')],
  ['stream.pdf', carrierOf('pdf, in an uncompressed stream')],
  ['end.pdf', carrierOf('pdf, behind')],
  ['a.png', carrierOf('png')],
  ['a.jpg', carrierOf('jpg')],
];

/** The id of a process's child with a certain name. https://man7.org/linux/man-pages/man5/proc_pid_task.5.html */
function childOf(pid: number, name: string): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  const child = children.find((id) => readFileSync(`/proc/${id}/comm`, 'utf8').trim() === name);
  if (child === undefined) throw new Error(`The process has no child called ${name}.`);
  return child;
}

describeWhenInstalled('uploads with the scanner on', (packages) => {
  const stops: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  async function start(env: Readonly<Record<string, string>>): Promise<WatchedDossier> {
    const own = await startWatched({ ...scanning, ...env });
    stops.push(own.stop);
    await offerFileFields(own.api);
    return own;
  }

  async function expectNothingKept(own: WatchedDossier): Promise<void> {
    expect(own.objects()).toEqual([]);
    expect((await own.attachments()).filter(({ state }) => state !== 'deleted')).toEqual([]);
  }

  it('refuse what is infected, whatever it lies in, and keep nothing of it', { timeout: 120_000 }, async () => {
    const own = await start({});
    expect((await own.api.ok('check-health')).checks.scanner).toEqual({ status: 'ok' });
    for (const [name, bytes] of infected) {
      const answer = await postForm(own.api, { bytes, name, parts: anything });
      expect(answer.status, `${name}: ${answer.text}`).toBe(400);
      readProblem(answer, 'attachment.infected');
      await expectNothingKept(own);
    }
    // As a whole, with the virus behind 8 MiB that do not shrink.
    const large = makeZip([
      { name: 'bulk.bin', data: randomBytes(8 * 1_048_576), stored: true },
      { name: 'z.txt', data: eicar },
    ]);
    const { id, upload } = await openDirectOf(own.api, large.byteLength, { field_name: 'anything', file_name: 'large.zip' });
    expect((await sendTo(upload, large)).status).toBe(204);
    await own.api.problem('complete-direct-upload', 'attachment.infected', { params: { id } });
    await expectNothingKept(own);
    await own.api.problem('complete-direct-upload', 'attachment.not_found', { params: { id } });

    const good = await uploadForm(own.api, { bytes: pdfOf('harmless') });
    const [requestId = ''] = await submitAll(own.api, [itemWith([good.id])]);
    const { custom_privacy_request_fields: fields } = await own.api.ok('get-privacy-request', { params: { id: requestId } });
    expect(fields?.supporting_documents?.value).toMatchObject([{ id: good.id, scanned: true }]);
  });

  it('are 503 while the scanner hangs, in its time and two seconds, and work again when it goes on', { timeout: 120_000 }, async () => {
    const timeoutSeconds = 3;
    const scanner = await startScanner({ signaturesFrom: '/nonexistent' });
    stops.push(scanner.stop);
    const own = await start({ ...at(scanner.port), DOSSIER__ATTACHMENT_SCANNING__ICAP_TIMEOUT: String(timeoutSeconds) });
    const first = await uploadForm(own.api, { bytes: pdfOf('before') });
    await own.api.ok('delete-attachment', { params: { id: first.id }, headers: { 'x-upload-token': first.token } });
    process.kill(scanner.clamdPid, 'SIGSTOP');
    try {
      const started = performance.now();
      const answer = await postForm(own.api, { bytes: pdfOf('while it hangs') });
      const seconds = (performance.now() - started) / 1_000;
      readProblem(answer, 'attachment.scanner_unavailable');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(seconds).toBeLessThan(timeoutSeconds + 2);
      await expectNothingKept(own);
      const bytes = pdfOf('direct');
      const { id, upload } = await openDirectOf(own.api, bytes.byteLength);
      await sendTo(upload, bytes);
      await own.api.problem('complete-direct-upload', 'attachment.scanner_unavailable', { params: { id } });
      await expectNothingKept(own);
    } finally {
      process.kill(scanner.clamdPid, 'SIGCONT');
    }
    await until('an upload that works', async () =>
      (await postForm(own.api, { bytes: pdfOf('after') })).status === 200 ? true : undefined,
    );
  });

  it('are 503 at once when the scanner is gone', { timeout: 90_000 }, async () => {
    const scanner = await startScanner({ signaturesFrom: '/nonexistent' });
    const own = await start(at(scanner.port));
    await scanner.stop();
    const started = performance.now();
    readProblem(await postForm(own.api, { bytes: pdfOf('nobody there') }), 'attachment.scanner_unavailable');
    expect(performance.now() - started).toBeLessThan(5_000);
    await expectNothingKept(own);
  });

  it('are 503 when the scanner of the run is killed, and work again when the run has started another', { timeout: 120_000 }, async () => {
    const own = await start({});
    const upload = async () => (await postForm(own.api, { bytes: pdfOf('whoever is there') })).status;
    expect(await upload()).toBe(200);
    const killed = childOf(own.dossier.pid, 'clamd');
    process.kill(killed, 'SIGKILL');
    await until('an upload that is refused', async () => ((await upload()) === 503 ? true : undefined));
    await until('an upload that works', async () => ((await upload()) === 200 ? true : undefined));
    expect(childOf(own.dossier.pid, 'clamd')).not.toBe(killed);
    readProblem(await postForm(own.api, { bytes: eicar, name: 'a.txt', parts: anything }), 'attachment.infected');
  });

  it('are 503 with Debian’s stock configuration, which is blind to PDF and PNG, and so is /health', { timeout: 120_000 }, async () => {
    const pieces = await preparePieces(packages, 'stock');
    stops.push(pieces.stop);
    await pieces.startClamd();
    await pieces.startCicap();
    const own = await start(at(pieces.port));
    const health = await until('a health that knows', async () => {
      const answer = await own.api.call('check-health');
      return answer.status === 503 ? answer : undefined;
    });
    expect(JSON.parse(health.text).status).toBe('degraded');
    expect(JSON.parse(health.text).checks.scanner).toMatchObject({ status: 'failed', detail: expect.stringContaining('test virus') });
    for (const [name, bytes] of [...infected, ['clean.pdf', pdfOf('clean')] as const]) {
      readProblem(await postForm(own.api, { bytes, name, parts: anything }), 'attachment.scanner_unavailable');
    }
    await expectNothingKept(own);
  });
});
