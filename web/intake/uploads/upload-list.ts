import type { FileField } from './describe-limits.ts';
import { type FileEntry, type FileNews, type FileState, isRunning, takesPlace } from './file-entry.ts';
import { judgeChoice } from './judge-choice.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import { serviceDoor, type UploadDoor } from './upload-door.ts';
import type { UploadedFile } from './upload-file.ts';

/** Uploads at the same time: more would only share one line, and the service counts them by minute. */
const atOnce = 2;

/** What a list looks like at one moment. */
export interface UploadsView {
  readonly entries: readonly FileEntry[];
  readonly news: FileNews | undefined;
}

interface Running {
  readonly controller: AbortController;
  opened: UploadedFile | undefined;
}

/** The files of one form: each is uploaded when it is chosen, can be canceled, and really is removed. */
export class UploadList {
  #view: UploadsView;
  #keys = 0;
  readonly #files = new Map<string, File>();
  readonly #running = new Map<string, Running>();
  readonly #listeners = new Set<() => void>();
  readonly #context: { readonly policyKey: string; readonly propertyId: string };
  readonly #door: UploadDoor;

  constructor(
    context: { readonly policyKey: string; readonly propertyId: string },
    entries: readonly FileEntry[] = [],
    door: UploadDoor = serviceDoor,
  ) {
    this.#context = context;
    this.#door = door;
    this.#view = { entries: entries.map((entry) => ({ ...entry, key: this.#nextKey() })), news: undefined };
  }

  get view(): UploadsView {
    return this.#view;
  }

  /** Calls back after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes chosen files, in order. One that is on the list already is not sent twice. */
  add(fieldName: string, field: FileField, files: readonly File[]): void {
    for (const file of files) {
      const listed = this.of(fieldName);
      const twin = listed.find((entry) => entry.name === file.name && entry.size === file.size);
      if (twin !== undefined && takesPlace(twin)) {
        this.#say(twin, { refused: { kind: 'duplicate' } });
        continue;
      }
      if (twin !== undefined) this.#drop(twin.key);
      const entry: FileEntry = { key: this.#nextKey(), fieldName, name: file.name, size: file.size, state: { kind: 'waiting' } };
      const refused = judgeChoice(field, file, this.of(fieldName));
      this.#set({ entries: [...this.#view.entries, entry], news: this.#view.news });
      if (refused === undefined) this.#files.set(entry.key, file);
      else this.#refuse(entry, { kind: refused });
    }
    this.#startNext();
  }

  /** The files of one field. */
  of(fieldName: string): readonly FileEntry[] {
    return this.#view.entries.filter((entry) => entry.fieldName === fieldName);
  }

  /** Tries a refused file another time. */
  retry(key: string): void {
    this.#change(key, { kind: 'waiting' });
    this.#startNext();
  }

  /** Whether the file itself is still at hand; after a reload it is not. */
  hasFile(key: string): boolean {
    return this.#files.has(key);
  }

  /** Takes a file away, wherever it stands: a running upload is canceled, an attached file is deleted. */
  async remove(key: string): Promise<void> {
    const entry = this.#find(key);
    if (entry === undefined) return;
    const running = this.#running.get(key);
    running?.controller.abort();
    if (entry.state.kind !== 'attached') {
      this.#drop(key);
      if (isRunning(entry)) this.#say(entry, 'canceled');
      if (running?.opened !== undefined) await this.#door.remove(running.opened).catch(() => {});
      return;
    }
    const { uploaded } = entry.state;
    this.#change(key, { kind: 'removing', uploaded });
    try {
      await this.#door.remove(uploaded);
      this.#drop(key);
      this.#say(entry, 'removed');
    } catch {
      this.#change(key, { kind: 'attached', uploaded, notRemoved: true });
      this.#say(entry, { refused: { kind: 'not_removed' } });
    }
  }

  /** Marks attached files that the service no longer has. */
  markGone(ids: ReadonlySet<string>): void {
    for (const entry of this.#view.entries) {
      if (entry.state.kind === 'attached' && ids.has(entry.state.uploaded.id)) this.#refuse(entry, { kind: 'gone' });
    }
  }

  /** Resolves when no upload runs any more. */
  settle(): Promise<void> {
    return new Promise((resolve) => {
      let stop = () => {};
      const look = () => {
        if (this.#view.entries.some(isRunning)) return;
        stop();
        resolve();
      };
      stop = this.subscribe(look);
      look();
    });
  }

  #startNext(): void {
    for (const entry of this.#view.entries) {
      const file = this.#files.get(entry.key);
      if (this.#running.size >= atOnce) return;
      if (entry.state.kind === 'waiting' && file !== undefined && !this.#running.has(entry.key)) void this.#run(entry, file);
    }
  }

  async #run(entry: FileEntry, file: File): Promise<void> {
    const running: Running = { controller: new AbortController(), opened: undefined };
    this.#running.set(entry.key, running);
    this.#change(entry.key, { kind: 'uploading', part: 0 });
    this.#say(entry, 'uploading');
    try {
      const uploaded = await this.#door.upload({ ...this.#context, fieldName: entry.fieldName }, file, {
        signal: running.controller.signal,
        onOpen: (opened) => (running.opened = opened),
        onProgress: (part) => this.#progress(entry, part),
      });
      this.#change(entry.key, { kind: 'attached', uploaded });
      this.#say(entry, 'attached');
    } catch (error) {
      if (!running.controller.signal.aborted) this.#refuse(entry, refusalOf(error));
    }
    this.#running.delete(entry.key);
    this.#startNext();
  }

  #progress(entry: FileEntry, part: number): void {
    const now = this.#find(entry.key)?.state;
    if (now?.kind !== 'uploading') return;
    this.#change(entry.key, part < 1 ? { kind: 'uploading', part } : { kind: 'checking' });
    if (part >= 1) this.#say(entry, 'checking');
  }

  #refuse(entry: FileEntry, refusal: Refusal): void {
    this.#change(entry.key, { kind: 'refused', refusal });
    this.#say(entry, { refused: refusal });
  }

  #say({ fieldName, name }: FileEntry, what: FileNews['what']): void {
    this.#set({ entries: this.#view.entries, news: { count: (this.#view.news?.count ?? 0) + 1, fieldName, name, what } });
  }

  #find(key: string): FileEntry | undefined {
    return this.#view.entries.find((entry) => entry.key === key);
  }

  #change(key: string, state: FileState): void {
    this.#set({ entries: this.#view.entries.map((entry) => (entry.key === key ? { ...entry, state } : entry)), news: this.#view.news });
  }

  #drop(key: string): void {
    this.#files.delete(key);
    this.#set({ entries: this.#view.entries.filter((entry) => entry.key !== key), news: this.#view.news });
  }

  #set(view: UploadsView): void {
    this.#view = view;
    for (const listener of [...this.#listeners]) listener();
  }

  #nextKey(): string {
    this.#keys += 1;
    return `file-${this.#keys}`;
  }
}
