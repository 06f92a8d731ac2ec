import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDynamoDb } from '../../local/dynamodb/start-dynamodb.ts';
import { makeCredentials } from '../../local/settings/make-environment.ts';
import { startDossier } from '../../test/support/start-dossier.ts';
import type { BenchGroup } from '../group.ts';
import { ratePerSecond } from '../statistics.ts';
import { openBareCalls } from './bare-calls.ts';
import { openServerCalls } from './server-calls.ts';

/** Calls at a time, on both sides. */
const concurrency = 8;

/** Calls a minute: more than are made, so that the limit is counted and never met. */
const env = { DOSSIER__RATE_LIMIT__PUBLIC_PER_MINUTE: '1000000' };

/** Calls of the API against the DynamoDB calls behind them, on one DynamoDB Local. */
export const callsPerSecond: BenchGroup = {
  name: 'calls',
  summary: 'submit, manual input and resume per second, against the bare DynamoDB calls each needs',
  async measure({ quick, say }) {
    const count = quick ? 80 : 400;
    const folder = await mkdtemp(join(tmpdir(), 'dossier-bench-'));
    const database = await startDynamoDb(folder, () => {});
    const dossier = await startDossier({ env: { ...env, AWS_ENDPOINT_URL_DYNAMODB: database.url } });
    try {
      const server = await openServerCalls(dossier);
      const bare = await openBareCalls(database.url, makeCredentials());
      const rate = (work: (index: number) => Promise<unknown>) => ratePerSecond(count, concurrency, work);
      const ids: string[] = [];
      say('calls: warming up');
      await ratePerSecond(concurrency * 4, concurrency, async (index) => {
        const id = await server.submit();
        await bare.submit(`bench#warm#${index}`);
        await server.settle('requires_input', 1);
        ids.push(id);
      });
      const warm = ids.length;
      await server.settle('requires_input', warm);
      say('calls: submit');
      const bareSubmit = await rate((index) => bare.submit(`bench#${index}`));
      const submit = await rate(async () => ids.push(await server.submit()));
      await server.settle('requires_input', warm + count);
      const measured = ids.slice(warm);
      const idAt = (index: number) => measured[index] ?? '';
      say('calls: manual input');
      const bareInput = await rate((index) => bare.manualInput(`bench#${index}`));
      const input = await rate((index) => server.manualInput(idAt(index)));
      say('calls: resume');
      const bareResume = await rate((index) => bare.resume(`bench#${index}`));
      const resume = await rate((index) => server.resume(idAt(index)));
      await server.settle('complete', count);
      bare.close();
      const row = (name: string, calls: number, ours: number, theirs: number) => [
        name,
        String(calls),
        theirs.toFixed(0),
        ours.toFixed(0),
        `${((ours / theirs) * 100).toFixed(0)} %`,
      ];
      return {
        title: 'Calls per second',
        notes: [
          `${count} calls of each kind, ${concurrency} at a time, against one DynamoDB Local; a run and the bare calls take turns. The bare side makes the DynamoDB calls that one API call needs and nothing else: no HTTP, token, schema or workflow.`,
          'On the API side submit and resume also pay for the workflow that runs behind them in the same process, which on AWS is Step Functions.',
        ],
        columns: ['Call', 'DynamoDB calls', 'Bare, per second', 'API, per second', 'API / bare'],
        rows: [
          row('Submit a request', 4, submit, bareSubmit),
          row('Enter manual input', 3, input, bareInput),
          row('Resume', 6, resume, bareResume),
        ],
      };
    } finally {
      await dossier.stop();
      await database.stop();
      await Promise.all([folder, dossier.dataDir].map((path) => rm(path, { recursive: true, force: true })));
    }
  },
};
