import type { StoredAttachedFile } from '../../contracts/items/attachment.ts';
import type { StoredManualInput } from '../../contracts/items/manual-input.ts';
import type { StoredRequest } from '../../contracts/items/request.ts';
import type { StoredSource } from '../../contracts/items/source.ts';
import type { LogEntry } from '../../contracts/schemas/log.ts';
import type { Page } from '../../contracts/schemas/primitives.ts';
import type { StoredStatus } from '../../contracts/statuses.ts';
import type { PageRequest } from '../paginate.ts';

/** What of a request a transition changes beside its status. */
export type RequestChanges = Partial<
  Pick<
    StoredRequest,
    | 'started_processing_at'
    | 'finished_at'
    | 'reviewed_at'
    | 'reviewed_by'
    | 'reason'
    | 'failure'
    | 'attempt'
    | 'manual_sources'
    | 'automatic_sources'
    | 'package_key'
  >
>;

/** One step of a request's life: all of it happens, or none. */
export interface Transition {
  readonly id: string;
  /** The statuses it may start from. */
  readonly from: readonly StoredStatus[];
  readonly to: StoredStatus;
  /** The execution that asks; one that has been replaced may change nothing. */
  readonly attempt?: number;
  readonly changes?: RequestChanges;
  /** Stores the token of a wait (a string), takes it away (null), or leaves it (absent). */
  readonly taskToken?: string | null;
  /** What the log says of it; a step that is repeated without changing anything says nothing. */
  readonly entry?: LogEntry;
}

/** Which requests a list holds. */
export interface RequestFilter {
  readonly id?: string | undefined;
  readonly statuses: readonly StoredStatus[];
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
  readonly policyKey?: string | undefined;
  readonly propertyId?: string | undefined;
  /** An identity's value, exact but for case and blanks around it. */
  readonly identityValue?: string | undefined;
  /** Open and due before this moment (true), or not (false); a closed request is never overdue. */
  readonly overdue?: { readonly now: string; readonly is: boolean } | undefined;
  readonly direction: 'asc' | 'desc';
}

/** An attachment a new request claims, with the context it must still have. */
export interface Claim {
  readonly file: StoredAttachedFile;
  /** Only while its time has not run out at this moment. */
  readonly now: string;
}

/** One item of a call that its caller may repeat: what it stored is found again under this name. */
export interface SubmissionMark {
  /** Made from the caller's key, the whole call and the item's place in it; holds nothing of them. */
  readonly name: string;
  readonly now: Date;
}

/** Keeps privacy requests, their manual input and their log. */
export interface RequestStore {
  /**
   * Stores a new request with its first log entries and claims its attachments, all or none.
   * @param mark - Kept for a day with the request, where its caller may repeat the call.
   * @returns False where an attachment cannot be claimed any more, or something is stored under the mark; nothing is written then.
   */
  create(request: StoredRequest, entries: readonly LogEntry[], claims: readonly Claim[], mark?: SubmissionMark): Promise<boolean>;
  /** The id of the request that was stored under a mark. */
  findSubmitted(mark: SubmissionMark): Promise<string | undefined>;
  /** The files a request holds. */
  attachedFiles(id: string): Promise<readonly StoredAttachedFile[]>;
  /** @returns Nothing where there is none, or where it was deleted. */
  find(id: string): Promise<StoredRequest | undefined>;
  /** @returns The request after the step; nothing where it was not in one of `from`, or owned by another attempt. */
  transition(step: Transition): Promise<StoredRequest | undefined>;
  /** The token of the wait, where the request waits. */
  findTaskToken(id: string): Promise<string | undefined>;
  list(filter: RequestFilter, page: PageRequest): Promise<Page<StoredRequest>>;
  /** Ids of the requests of a status that did not change since a moment, oldest first. */
  idsByStatus(status: StoredStatus, unchangedSince?: string): AsyncIterable<string>;
  /** @returns False where the request does not wait for input any more; nothing is written then. */
  saveManualInput(input: StoredManualInput, entry: LogEntry): Promise<boolean>;
  findManualInput(id: string, connectionKey: string): Promise<StoredManualInput | undefined>;
  manualInputs(id: string): Promise<readonly StoredManualInput[]>;
  /**
   * Keeps what became of one automatic source, unless it was collected before.
   * @returns False where the request is not run by this attempt any more, or the source was collected; nothing is written then.
   */
  saveSource(source: StoredSource, entry?: LogEntry): Promise<boolean>;
  findSource(id: string, connectionKey: string): Promise<StoredSource | undefined>;
  sources(id: string): Promise<readonly StoredSource[]>;
  appendLog(id: string, entry: LogEntry): Promise<void>;
  /** @returns Nothing where the id was never a request's. Still answers after the request was deleted. */
  readLog(id: string, page: PageRequest): Promise<Page<LogEntry> | undefined>;
  /** Takes the person's data out of the request and out of lists in one step. @returns False where there is no such request. */
  markDeleted(id: string, entry: LogEntry): Promise<boolean>;
  /** Removes what a deleted request left behind: input, log texts. Can be repeated; afterwards only the log's ids and times are left. */
  purge(id: string): Promise<void>;
  /** Takes a deleted and purged request off the list of those to purge. */
  forget(id: string): Promise<void>;
}

/** Whether an execution lives. */
export type ExecutionState = 'running' | 'ended' | 'missing';

/** Runs the workflow. */
export interface Workflow {
  /** Starts the execution of an attempt; one that is there already is not started twice. */
  start(requestId: string, attempt: number): Promise<void>;
  describe(requestId: string, attempt: number): Promise<ExecutionState>;
  /** Ends an execution, where there is one. */
  stop(requestId: string, attempt: number): Promise<void>;
  /** Lets a waiting execution go on. @returns False where nothing waits with this token any more. */
  resume(taskToken: string): Promise<boolean>;
}
