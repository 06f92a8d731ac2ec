import type { OpenApiDocument } from '../../../contracts/openapi/document.ts';
import { problemHelp } from '../../../contracts/openapi/problem-help.ts';
import { type ProblemKind, problems } from '../../../contracts/problems.ts';
import { escapeHtml } from '../../../core/packages/escape-html.ts';
import { pageStyle } from './page-style.ts';
import { type ListedOperation, methodName, renderOperation } from './render-operation.ts';
import { choicesOf, describedList, fieldsOf, kindOf, wordsOf } from './render-schema.ts';
import { anchorOf, code, sentence } from './write-text.ts';

export { apiPagePolicy } from './page-style.ts';

/**
 * The API as one self-contained HTML page to read. It has no script and loads nothing; serve it with `apiPagePolicy`.
 * @param document - the OpenAPI document
 */
export function renderApiPage(document: OpenApiDocument): string {
  const { title, version, description } = document.info;
  const operations = listOperations(document);
  const tags = document.tags.map(({ name }) => ({ name, operations: operations.filter(({ operation }) => operation.tags.includes(name)) }));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} API ${escapeHtml(version)}</title>
<link rel="icon" href="data:,">
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the routes</a>
<header>
<h1>${escapeHtml(title)} API</h1>
<p class="faint">Version ${escapeHtml(version)}. For programs: <a href="/api/v1/openapi.json">OpenAPI 3.1 document</a>.</p>
${description
  .split('\n\n')
  .map((paragraph) => `<p>${sentence(paragraph)}</p>`)
  .join('\n')}
</header>
<div class="columns">
${renderContents(tags)}
<main id="content" tabindex="-1">
${tags.map((tag) => renderTag(tag, document)).join('')}${renderSchemas(document)}${renderProblemList()}</main>
</div>
</body>
</html>
`;
}

interface TagGroup {
  readonly name: string;
  readonly operations: readonly ListedOperation[];
}

/** Every operation once, with its aliases. */
function listOperations(document: OpenApiDocument): readonly ListedOperation[] {
  const all = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  return all
    .filter(({ operation }) => operation['x-alias-of'] === undefined)
    .map((own) => ({
      ...own,
      aliases: all.filter(({ method, operation }) => method === own.method && operation['x-alias-of'] === own.path).map(({ path }) => path),
    }));
}

function renderContents(tags: readonly TagGroup[]): string {
  const groups = tags.map(({ name, operations }) => {
    const links = operations.map(
      ({ method, operation }) => `<li><a href="#${operation.operationId}">${methodName(method)}${escapeHtml(operation.summary)}</a></li>`,
    );
    return `<li><a href="#tag-${anchorOf(name)}"><strong>${escapeHtml(name)}</strong></a>\n<ul>${links.join('\n')}</ul></li>`;
  });
  return `<nav aria-labelledby="contents"><h2 id="contents">Contents</h2>
<ul>${groups.join('\n')}
<li><a href="#schemas"><strong>Shapes</strong></a></li>
<li><a href="#problems"><strong>Problems</strong></a></li></ul></nav>`;
}

function renderTag({ name, operations }: TagGroup, document: OpenApiDocument): string {
  const id = `tag-${anchorOf(name)}`;
  const articles = operations.map((operation) => renderOperation(operation, document));
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(name)}</h2>\n${articles.join('')}</section>\n`;
}

function renderSchemas(document: OpenApiDocument): string {
  const articles = Object.entries(document.components.schemas).map(([name, schema]) => {
    const words = wordsOf(schema);
    const choices = choicesOf(schema).map((choice) => describedList(fieldsOf(choice)));
    const lists = describedList(fieldsOf(schema)) + choices.filter((list) => list !== '').join('<p>or</p>\n');
    const kind = lists === '' ? `<p>${kindOf(schema)}</p>\n` : '';
    return `<article id="schema-${name}" aria-labelledby="schema-${name}-title"><h3 id="schema-${name}-title">${name}</h3>\n${words === '' ? '' : `<p>${words}</p>\n`}${lists}${kind}</article>\n`;
  });
  return `<section aria-labelledby="schemas"><h2 id="schemas">Shapes</h2>
<p>What bodies and answers are made of.</p>
${articles.join('')}</section>\n`;
}

function renderProblemList(): string {
  const kinds: Readonly<Record<string, ProblemKind>> = problems;
  const items = Object.entries(problemHelp).map(
    ([name, { means, remedy }]) =>
      `<div id="${name}"><dt>${code(name)} <span class="faint">${kinds[name]?.status ?? ''}</span></dt><dd>${sentence(means)}</dd><dd>${sentence(remedy)}</dd></div>\n`,
  );
  return `<section aria-labelledby="problems"><h2 id="problems">Problems</h2>
<p>Every error has this shape (RFC 9457): <a href="#schema-Problem">Problem</a>. Its <code>code</code> is stable.</p>
<dl>${items.join('')}</dl></section>\n`;
}
