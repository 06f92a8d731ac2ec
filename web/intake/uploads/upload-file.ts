import { limits } from '../../../contracts/limits.ts';
import { callApi } from '../../client/call-api.ts';
import { completeDirectUpload, openDirectUpload, uploadAttachment } from '../../client/generated.ts';
import { Problem, readProblem } from '../../client/problem.ts';
import { type FormAnswer, type SendOptions, sendForm } from './send-form.ts';

/** Bytes that a form's other parts and boundaries take at most beside the file. */
const formOverheadBytes = 8_192;

/** Where uploads of a form belong. */
export interface UploadContext {
  readonly policyKey: string;
  readonly propertyId: string;
  readonly fieldName: string;
}

/** A file that was checked and is kept. */
export interface UploadedFile {
  readonly id: string;
  /** Lets its sender remove it. */
  readonly token: string;
}

/** A direct upload that is still open: told at once, so that a canceled one can be removed. */
export interface UploadOptions extends SendOptions {
  readonly onOpen: (file: UploadedFile) => void;
}

/**
 * Uploads a file by the route that carries it: as a form, or straight to storage where a form is too small.
 * @returns when it was checked and is kept.
 * @throws Problem that says why not.
 */
export async function uploadFile(context: UploadContext, file: File, options: UploadOptions): Promise<UploadedFile> {
  if (file.size + formOverheadBytes > limits.multipartBodyBytes) return uploadDirectly(context, file, options);
  try {
    return await uploadAsForm(context, file, options);
  } catch (error) {
    if (error instanceof Problem && error.code === 'attachment.too_large_for_multipart') return uploadDirectly(context, file, options);
    throw error;
  }
}

async function uploadAsForm(context: UploadContext, file: File, options: SendOptions): Promise<UploadedFile> {
  const form = new FormData();
  form.set('policy_key', context.policyKey);
  form.set('field_name', context.fieldName);
  form.set('property_id', context.propertyId);
  form.set('file', file, file.name);
  const answer = await sendForm(uploadAttachment.path, form, options);
  if (answer.status !== 200) throw problemOf(answer);
  return { id: readId(answer.text), token: answer.header('x-upload-token') ?? '' };
}

async function uploadDirectly(context: UploadContext, file: File, options: UploadOptions): Promise<UploadedFile> {
  const { opened, form: target } = await open(context, file, options.signal);
  options.onOpen(opened);
  const form = new FormData();
  for (const [name, value] of Object.entries(target.fields)) form.set(name, value);
  form.set('file', file, file.name);
  const stored = await sendForm(target.url, form, options);
  if (stored.status < 200 || stored.status > 299) throw storageProblem(stored);
  await callApi(completeDirectUpload, { path: { id: opened.id } }, { signal: options.signal });
  return opened;
}

/** The token comes in a header, which `callApi` does not hand on. */
async function open(context: UploadContext, file: File, signal: AbortSignal) {
  let token = '';
  const answer = await callApi(
    openDirectUpload,
    {
      body: {
        policy_key: context.policyKey,
        field_name: context.fieldName,
        property_id: context.propertyId,
        file_name: file.name,
        size_bytes: file.size,
      },
    },
    { signal, onHeaders: (headers) => (token = headers.get('x-upload-token') ?? '') },
  );
  return { opened: { id: answer.id, token }, form: answer.upload };
}

function readId(text: string): string {
  const answer: unknown = JSON.parse(text);
  if (typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string') return answer.id;
  throw new Problem('unknown', 200, 'The upload was answered without an id.');
}

function problemOf(answer: FormAnswer): Problem {
  return readProblem(answer.status, answer.text, answer.header('retry-after'));
}

/** S3 answers in XML; only its code for a file over the form's limit says more than its status. */
function storageProblem({ status, text }: FormAnswer): Problem {
  return text.includes('<Code>EntityTooLarge</Code>')
    ? new Problem('attachment.too_large', status, 'The file is larger than was announced.')
    : new Problem('attachment.storage_unavailable', status, 'The file could not be stored.');
}
