import type { Operation, Parameter } from '../../../contracts/openapi/document.ts';
import { renderMembers, renderType } from './render-type.ts';

interface Member {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
}

const inputPlaces = ['path', 'query', 'header'] as const;

/**
 * One operation as a constant that carries its types.
 * @param method - in lower case, as OpenAPI writes it
 * @param path - with its `{places}`
 */
export function renderOperation(method: string, path: string, operation: Operation): string {
  const name = operation.operationId.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return [
    `/** ${operation.summary}. */`,
    `export const ${name}: Operation<${renderInput(operation)}, ${renderAnswer(operation)}> = { method: '${method.toUpperCase()}', path: '${path}' };`,
  ].join('\n');
}

function renderInput(operation: Operation): string {
  const members = inputPlaces.flatMap((place): Member[] => {
    const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === place);
    return parameters.length === 0
      ? []
      : [{ name: place, type: renderParameters(parameters), required: parameters.some((parameter) => parameter.required) }];
  });
  const media = operation.requestBody?.content['application/json'];
  if (media !== undefined) {
    members.push({ name: 'body', type: renderType(media.schema), required: operation.requestBody?.required === true });
  }
  return members.length === 0 ? 'NoInput' : renderMembers(members);
}

function renderParameters(parameters: readonly Parameter[]): string {
  return renderMembers(parameters.map(({ name, schema, required }) => ({ name, type: renderType(schema), required })));
}

/** The type of what a success answers; `undefined` where it has no JSON body. */
function renderAnswer(operation: Operation): string {
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'))?.[1];
  const media = success !== undefined && 'content' in success ? success.content?.['application/json'] : undefined;
  return media === undefined ? 'undefined' : renderType(media.schema);
}
