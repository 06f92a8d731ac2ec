import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { IntakeAction, PublicPrivacyRequest } from '../client/generated.ts';
import type { Problem } from '../client/problem.ts';
import { type BegunSubmission, draftKey, forget, keepDraft, readDraft, type Values } from './draft.ts';
import { attachedIds, type FormProblem, findProblems, visibleFields, writeRequest } from './form-answers.ts';
import { useTexts } from './language.ts';
import { beginSubmission, type SubmissionOutcome, submitRequest } from './submit-request.ts';
import type { Texts } from './texts.ts';
import { isRunning } from './uploads/file-entry.ts';
import { writeWait } from './uploads/refusal.ts';
import { UploadList } from './uploads/upload-list.ts';
import { useUploads } from './uploads/use-uploads.ts';

/** Why a form was not sent: a sentence, and the service's own words where it refused. */
export interface SendFailure {
  readonly text: string;
  readonly words?: string;
}

/** Called with a request that was taken, and with whether a mail address was given. */
export type TakeRequest = (request: PublicPrivacyRequest, gaveMail: boolean) => void;

/** The state of one form, and what can be done with it. Everything typed and attached outlives a reload and a failed sending. */
export function useRequestForm(propertyId: string, action: IntakeAction, onTaken: TakeRequest) {
  const texts = useTexts();
  const key = draftKey(propertyId, action.policy_key);
  const draft = useMemo(() => readDraft(key), [key]);
  const uploads = useMemo(() => new UploadList({ policyKey: action.policy_key, propertyId }, draft.files), [key]);
  const { entries } = useUploads(uploads);
  const [values, setValues] = useState<Values>(draft.values);
  const [problems, setProblems] = useState<readonly FormProblem[]>([]);
  const [failure, setFailure] = useState<SendFailure | undefined>();
  const [phase, setPhase] = useState<'idle' | 'waiting' | 'sending'>('idle');
  const begun = useRef<BegunSubmission | undefined>(draft.submission);
  const taken = useRef(false);
  /** What is typed now, for a sending that waited meanwhile. */
  const latest = useRef(values);
  latest.current = values;
  /** The sending that waits for files; none once the form was cleared or left. */
  const waiting = useRef<symbol | undefined>(undefined);
  useEffect(
    () => () => {
      waiting.current = undefined;
    },
    [key],
  );
  const store = () => keepDraft(key, { values: latest.current, files: uploads.view.entries, submission: begun.current });
  useEffect(() => {
    if (!taken.current) store();
  }, [values, entries]);

  async function submit(): Promise<void> {
    if (phase !== 'idle') return;
    setFailure(undefined);
    if (!isComplete()) return;
    const mine = Symbol();
    waiting.current = mine;
    const accepted = await waitForFiles();
    if (waiting.current !== mine) return;
    setPhase('idle');
    if (!accepted) return setFailure({ text: texts.form.fileWasRefused });
    // Answers and files may have changed while it waited: what is sent is what the person sees now.
    if (!isComplete()) return;
    setPhase('sending');
    const request = writeRequest(propertyId, action, latest.current, uploads);
    begun.current = beginSubmission(request, begun.current);
    store();
    const fileIds = visibleFields(action).flatMap(([name]) => attachedIds(uploads, name));
    const outcome = await submitRequest(request, begun.current, fileIds);
    setPhase('idle');
    if (outcome.kind === 'taken') {
      taken.current = true;
      forget(key);
      onTaken(outcome.request, request.identity.email !== undefined);
      return;
    }
    if (outcome.kind === 'files_gone') uploads.markGone(outcome.ids);
    // A refusal is an answer too and would be given again under the same key.
    if (outcome.kind !== 'failed') begun.current = undefined;
    setFailure(describeFailure(texts, outcome));
  }

  function isComplete(): boolean {
    const found = findProblems(action, latest.current, uploads, texts);
    setProblems(found);
    return found.length === 0;
  }

  /** Waits for running uploads; false where one of them was refused, which a person should see before anything is sent. */
  async function waitForFiles(): Promise<boolean> {
    const running = uploads.view.entries.filter(isRunning).map((entry) => entry.key);
    if (running.length === 0) return true;
    setPhase('waiting');
    await uploads.settle();
    return !uploads.view.entries.some((entry) => running.includes(entry.key) && entry.state.kind === 'refused');
  }

  function change(id: string, value: string | readonly string[]): void {
    setValues((now) => ({ ...now, [id]: value }));
    setProblems((now) => now.filter((problem) => problem.id !== id));
  }

  async function discard(): Promise<void> {
    waiting.current = undefined;
    setPhase('idle');
    setValues({});
    setProblems([]);
    setFailure(undefined);
    begun.current = undefined;
    await Promise.all(uploads.view.entries.map((entry) => uploads.remove(entry.key)));
  }

  return { values, uploads, problems, failure, phase, change, submit, discard };
}

function describeFailure(texts: Texts, outcome: Exclude<SubmissionOutcome, { kind: 'taken' }>): SendFailure {
  const { send } = texts;
  switch (outcome.kind) {
    case 'refused':
      return { text: send.refused, words: outcome.message };
    case 'files_gone':
      return { text: send.filesGone };
    case 'failed':
      return { text: describeProblem(texts, outcome.problem) };
  }
}

function describeProblem(texts: Texts, { code, retryAfterSeconds = 0 }: Problem): string {
  if (code === 'rate.limited') return texts.send.rateLimited(writeWait(texts, Date.now() + retryAfterSeconds * 1_000));
  return code === 'unreachable' ? texts.send.unreachable : texts.send.failed;
}
