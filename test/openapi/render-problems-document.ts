import { type ProblemHelp, problemHelp } from '../../contracts/openapi/problem-help.ts';
import { type ProblemKind, problems, problemTypeBase } from '../../contracts/problems.ts';

/** `docs/problems.md`, from the table of codes and their explanations. */
export function renderProblemsDocument(): string {
  const help: Readonly<Record<string, ProblemHelp>> = problemHelp;
  const kinds: readonly (readonly [string, ProblemKind])[] = Object.entries(problems);
  const sections = kinds.map(
    ([code, { status, title }]) => `## ${code}\n\n**${status}** ${title}.\n\n${help[code]?.means}\n\n*What to do:* ${help[code]?.remedy}\n`,
  );
  return [
    '# Problems',
    '',
    'Every error is `application/problem+json` (RFC 9457): `type`, `title`, `status`, `detail`, `code` and `request_id`, and for 422',
    `also \`errors\`. The \`code\` never changes its meaning. \`type\` is \`${problemTypeBase}<code>\`, which explains the code on the installation's`,
    'own API page in the same words as here.',
    '',
    'This page is made from `contracts/problems.ts` and `contracts/openapi/problem-help.ts`. A test compares them;',
    '`npx vitest run test/openapi/problems-document.test.ts --update` writes it anew.',
    '',
    ...sections,
  ].join('\n');
}
