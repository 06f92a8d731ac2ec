import type { JsonSchema, OpenApiDocument, Operation, ResponseObject } from '../../../contracts/openapi/document.ts';
import { problemMediaType } from '../../../contracts/problems.ts';
import { escapeHtml } from '../../../core/packages/escape-html.ts';
import { choicesOf, componentOf, describedList, fieldsOf, itemsOf, kindOf, wordsOf } from './render-schema.ts';
import { writeCurl } from './write-curl.ts';
import { code, sentence } from './write-text.ts';

/** One operation with the paths it answers at. */
export interface ListedOperation {
  /** In capitals. */
  readonly method: string;
  readonly path: string;
  readonly aliases: readonly string[];
  readonly operation: Operation;
}

/** An operation as an article of the page. */
export function renderOperation(listed: ListedOperation, document: OpenApiDocument): string {
  const { method, path, aliases, operation } = listed;
  const id = operation.operationId;
  return `<article id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title">${escapeHtml(operation.summary)}</h3>
<p class="route">${methodName(method)}${code(path)}</p>
${aliases.length === 0 ? '' : `<p class="faint">Also at ${aliases.map((alias) => code(alias)).join(', ')}</p>\n`}<p>${sentence(operation.description)}</p>
${renderParameters(operation)}${renderBody(operation, document)}${renderAnswers(operation, document)}<h4>Example</h4>
<pre><code>${escapeHtml(writeCurl(method, path, operation))}</code></pre>
${renderProblems(operation, document)}</article>
`;
}

/** A method in its colour. */
export function methodName(method: string): string {
  return `<span class="method ${method.toLowerCase()}">${method}</span>`;
}

function renderParameters({ parameters = [] }: Operation): string {
  const groups = [
    ['path', 'In the path'],
    ['query', 'In the query'],
    ['header', 'In the headers'],
  ] as const;
  return groups
    .map(([place, title]) => ({ title, group: parameters.filter((parameter) => parameter.in === place) }))
    .filter(({ group }) => group.length > 0)
    .map(({ title, group }) => `<h4>${title}</h4>\n${describedList(group)}`)
    .join('');
}

function renderBody({ requestBody }: Operation, document: OpenApiDocument): string {
  const bodies = Object.entries(requestBody?.content ?? {});
  return bodies
    .map(([mediaType, { schema }]) => `<h4>Body <span class="faint">${code(mediaType)}</span></h4>\n${renderShape(schema, document)}`)
    .join('');
}

/** What a body is, with its fields where it is an object or a list of one. */
function renderShape(schema: JsonSchema, document: OpenApiDocument): string {
  const own = resolve(schema, document);
  return `<p>${capital(kindOf(schema))}. ${wordsOf(own)}</p>\n${describedList(fieldsOf(listItem(own, document)))}`;
}

/** The object that a list, or a choice of a list and one object, is made of. */
function listItem(schema: JsonSchema, document: OpenApiDocument): JsonSchema {
  const items = [schema, ...choicesOf(schema)].map((one) => itemsOf(one)).find((one) => one !== undefined);
  return items === undefined ? schema : resolve(items, document);
}

function resolve(schema: JsonSchema, document: OpenApiDocument): JsonSchema {
  return document.components.schemas[componentOf(schema) ?? ''] ?? schema;
}

function answersOf(operation: Operation, document: OpenApiDocument): readonly (readonly [string, ResponseObject])[] {
  return Object.entries(operation.responses).flatMap(([status, response]) => {
    const own = '$ref' in response ? document.components.responses[response.$ref.replace('#/components/responses/', '')] : response;
    return own === undefined ? [] : [[status, own] as const];
  });
}

function renderAnswers(operation: Operation, document: OpenApiDocument): string {
  const items = answersOf(operation, document).flatMap(([status, { content = {}, headers = {} }]) => {
    const bodies = Object.entries(content).filter(([mediaType]) => mediaType !== problemMediaType);
    if (bodies.length === 0 && problemMediaType in content) return [];
    const names = Object.keys(headers).filter((name) => !['Retry-After', 'WWW-Authenticate'].includes(name));
    const words = [
      ...bodies.map(([mediaType, { schema }]) => (mediaType === 'application/json' ? answerKind(schema) : code(mediaType))),
      ...names.map((name) => `header ${code(name)}`),
    ];
    return [`<li><strong>${status}</strong> ${words.length === 0 ? 'without a body' : words.join(', ')}</li>`];
  });
  return `<h4>Answers</h4>\n<ul class="plain">${items.join('')}</ul>\n`;
}

function answerKind(schema: JsonSchema): string {
  const fields = fieldsOf(schema);
  return fields.length === 0 ? kindOf(schema) : fields.map(({ name, schema: inner }) => `${code(name)}: ${kindOf(inner)}`).join(', ');
}

function renderProblems(operation: Operation, document: OpenApiDocument): string {
  const items = answersOf(operation, document).flatMap(([status, response]) => {
    const codes = Object.keys(response.content?.[problemMediaType]?.examples ?? {});
    if (codes.length === 0) return [];
    return [`<li>${status}: ${codes.map((name) => `<a href="#${name}">${code(name)}</a>`).join(', ')}</li>`];
  });
  return `<details><summary>Problems</summary>\n<ul class="plain">${items.join('')}</ul></details>\n`;
}

function capital(html: string): string {
  return html.startsWith('<') ? html : html.charAt(0).toUpperCase() + html.slice(1);
}
