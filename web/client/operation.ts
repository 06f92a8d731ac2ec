/** What an operation can be given: places of the path, the query, headers, a JSON body. */
export interface OperationInput {
  readonly path?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly header?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: unknown;
}

/** What an operation without input is given. */
export type NoInput = Readonly<Record<string, never>>;

/** One operation of the API, with the types of what it takes and answers. */
export interface Operation<In extends OperationInput, Out> {
  readonly method: string;
  /** With its `{places}`. */
  readonly path: string;
  /** Never there: it only carries the types. */
  readonly types?: (input: In) => Out;
}

/** The address of an operation: its places filled, its query added. */
export function addressOf(path: string, { path: places = {}, query = {} }: OperationInput): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(places[name] ?? ''));
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') parameters.append(name, String(one));
    }
  }
  const search = parameters.toString();
  return search === '' ? filled : `${filled}?${search}`;
}
