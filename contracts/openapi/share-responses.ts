import { isProblem } from './build-operation.ts';
import type { OpenApiDocument, Operation, ResponseObject } from './document.ts';

/**
 * Moves problem answers that more than one operation gives under `components.responses`, so that the document stays small.
 * @param paths - the operations, with every answer in place
 */
export function shareResponses(paths: OpenApiDocument['paths']): Pick<OpenApiDocument, 'paths'> & {
  readonly responses: Readonly<Record<string, ResponseObject>>;
} {
  const names = nameRepeated(paths);
  const shared: Record<string, ResponseObject> = {};
  const replace = (operation: Operation): Operation => ({
    ...operation,
    responses: mapValues(operation.responses, (response) => {
      const name = '$ref' in response ? undefined : names.get(JSON.stringify(response));
      if (name === undefined || '$ref' in response) return response;
      shared[name] = response;
      return { $ref: `#/components/responses/${name}` };
    }),
  });
  return { paths: mapValues(paths, (item) => mapValues(item, replace)), responses: shared };
}

/** A name for each problem answer that comes more than once, by its text. */
function nameRepeated(paths: OpenApiDocument['paths']): ReadonlyMap<string, string> {
  const uses = new Map<string, { readonly response: ResponseObject; count: number }>();
  for (const operation of Object.values(paths).flatMap((item) => Object.values(item))) {
    for (const response of Object.values(operation.responses)) {
      if ('$ref' in response || !isProblem(response)) continue;
      const text = JSON.stringify(response);
      uses.set(text, { response, count: (uses.get(text)?.count ?? 0) + 1 });
    }
  }
  return new Map([...uses].filter(([, { count }]) => count > 1).map(([text, { response }]) => [text, nameOf(response)]));
}

/** The codes of an answer as one word, such as `ConnectionNotFound-RouteNotFound`. */
function nameOf(response: ResponseObject): string {
  const examples = Object.values(response.content ?? {}).flatMap(({ examples }) => Object.keys(examples ?? {}));
  return examples.map((code) => code.replace(/(?:^|[._])([a-z])/g, (_, letter: string) => letter.toUpperCase())).join('-');
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
