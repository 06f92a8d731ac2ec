import { chunked, modified, noModification } from '../answers.ts';
import type { NamedBehaviour } from './named-behaviour.ts';
import { answers, block, eicar, page, small } from './named-behaviour.ts';

/** Servers that name a threat, in every way we know of. None of them may be taken for a fault, and none for clean. */
export const finding: readonly NamedBehaviour[] = [
  {
    name: 'c-icap’s way: two fields, one over five lines, and a block page',
    behaviour: answers(
      modified({
        icapLines: ['X-Infection-Found: Type=0; Resolution=2; Threat=Eicar;', 'X-Violations-Found: 1\r\n\t-\r\n\tEicar\r\n\t0\r\n\t0'],
        httpStatus: block,
        framed: page,
      }),
    ),
    ...eicar,
  },
  { name: 'a threat in a 204', behaviour: answers(noModification('X-Infection-Found: Type=0; Resolution=2; Threat=Eicar;')), ...eicar },
  {
    name: 'a threat beside an echo of the same bytes',
    behaviour: answers(modified({ icapLines: ['X-Infection-Found: Type=0; Resolution=0; Threat=Eicar;'], framed: chunked(small) })),
    ...eicar,
  },
  { name: 'a field in capitals', behaviour: answers(noModification('X-INFECTION-FOUND:Threat=Eicar')), ...eicar },
  { name: 'a field in small letters', behaviour: answers(noModification('x-infection-found:Type=0;threat=Eicar;')), ...eicar },
  {
    name: 'a field folded before its value',
    behaviour: answers(noModification('X-Infection-Found:\r\n Type=0;\r\n\tResolution=2;\r\n Threat=Eicar;')),
    ...eicar,
  },
  {
    name: 'a threat in a 100 Continue, with a 204 after the rest',
    behaviour: async ({ lastChunks, socket, say }) => {
      await lastChunks(1);
      socket.write('ICAP/1.0 100 Continue\r\nX-Infection-Found: Threat=Eicar;\r\n\r\n');
      await lastChunks(2);
      say(noModification());
    },
    previewBytes: 1_024,
    ...eicar,
  },
  { name: 'X-Virus-ID alone', behaviour: answers(noModification('X-Virus-ID: Eicar')), ...eicar },
  {
    name: 'X-Violations-Found alone',
    behaviour: answers(noModification('X-Violations-Found: 1\r\n\t-\r\n\tEicar\r\n\t0\r\n\t0')),
    ...eicar,
  },
  {
    name: 'a threat named in the HTTP head only',
    behaviour: answers(modified({ httpLines: ['X-Virus-ID: Eicar'], framed: chunked(small) })),
    ...eicar,
  },
  {
    name: 'a threat named after the same bytes, in a trailer',
    behaviour: answers(modified({ framed: chunked(small).replace(/\r\n\r\n$/, '\r\nX-Infection-Found: Threat=Eicar\r\n\r\n') })),
    ...eicar,
  },
  { name: 'an empty infection field', behaviour: answers(noModification('X-Infection-Found:')), expects: 'infected', because: 'unnamed' },
  { name: 'a block page without a field', behaviour: answers(modified({ httpStatus: block, framed: page })), expects: 'infected' },
  { name: 'a block page without a body', behaviour: answers(modified({ httpStatus: block })), expects: 'infected' },
  {
    name: 'HTTP 500 around the same bytes',
    behaviour: answers(modified({ httpStatus: '500 Oops', framed: chunked(small) })),
    expects: 'infected',
  },
  {
    name: 'a threat while we still send a large file',
    behaviour: async ({ head, socket }) => {
      await head;
      socket.pause();
      socket.write(noModification('X-Infection-Found: Threat=Eicar;'));
    },
    file: 'large',
    ...eicar,
  },
  {
    name: 'a threat’s name with line breaks and markup in it',
    behaviour: answers(noModification('X-Infection-Found: Threat=Ei<b>\r\n car</b>;')),
    expects: 'infected',
    because: 'Ei b car /b',
  },
  {
    name: 'a limit',
    behaviour: answers(modified({ icapLines: ['X-Infection-Found: Threat=Heuristics.Limits.Exceeded.MaxFiles;'], httpStatus: block })),
    expects: 'unscannable',
    because: 'over_limits',
  },
  {
    name: 'encryption',
    behaviour: answers(modified({ icapLines: ['X-Infection-Found: Threat=Heuristics.Encrypted.Zip;'], httpStatus: block })),
    expects: 'unscannable',
    because: 'encrypted',
  },
  {
    name: 'a finding without a name',
    behaviour: answers(modified({ icapLines: ['X-Infection-Found: Threat=(null);'], httpStatus: block })),
    expects: 'unscannable',
    because: 'unreadable',
  },
  {
    name: 'a limit, and a threat beside it',
    behaviour: answers(
      noModification(
        'X-Infection-Found: Threat=Heuristics.Limits.Exceeded.MaxFiles;',
        'X-Violations-Found: 2\r\n\t-\r\n\tHeuristics.Limits.Exceeded.MaxFiles\r\n\t0\r\n\t0\r\n\t-\r\n\tEicar\r\n\t0\r\n\t0',
      ),
    ),
    ...eicar,
  },
];
