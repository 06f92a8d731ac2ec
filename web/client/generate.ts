import { writeFileSync } from 'node:fs';
import { readCommandLine } from '../../bin/command-line.ts';
import { clientFile, renderClient } from './generate/render-client.ts';

readCommandLine({
  call: 'npm run build:client',
  summary: 'Writes web/client/generated.ts, the pages’ client, from the route table and its schemas.',
  options: {},
});

writeFileSync(clientFile, renderClient());
process.stdout.write('web/client/generated.ts is written.\n');
