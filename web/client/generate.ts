import { writeFileSync } from 'node:fs';
import { clientFile, renderClient } from './generate/render-client.ts';

writeFileSync(clientFile, renderClient());
process.stdout.write('web/client/generated.ts is written.\n');
