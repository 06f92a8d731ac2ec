import { unreachable } from '../../client/problem.ts';

/** What a form was answered with. */
export interface FormAnswer {
  readonly status: number;
  readonly text: string;
  header(name: string): string | null;
}

/** What sending a form can be given. */
export interface SendOptions {
  readonly signal: AbortSignal;
  /** Called with the part that is sent, 0 to 1. */
  readonly onProgress: (part: number) => void;
}

/**
 * Sends a form with a file. By XMLHttpRequest, since fetch tells nothing of how much was sent.
 * @throws Problem `unreachable` where no answer came; an `AbortError` when the signal ends it.
 */
export function sendForm(url: string, form: FormData, { signal, onProgress }: SendOptions): Promise<FormAnswer> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener('abort', abort);
    request.addEventListener('loadend', () => signal.removeEventListener('abort', abort));
    request.upload.addEventListener('progress', (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0));
    request.upload.addEventListener('load', () => onProgress(1));
    request.addEventListener('load', () =>
      resolve({ status: request.status, text: request.responseText, header: (name) => request.getResponseHeader(name) }),
    );
    request.addEventListener('error', () => reject(unreachable()));
    request.addEventListener('abort', () => reject(signal.reason));
    request.open('POST', url);
    request.send(form);
  });
}
