import { readCommandLine } from '../../bin/command-line.ts';
import { projectRoot } from '../../bin/project-root.ts';
import { deployApp } from './deploy-app.ts';
import { runSuite } from './run-suite.ts';
import { startEmulator } from './start-emulator.ts';
import { startFront } from './start-front.ts';

const { test = false } = readCommandLine({
  call: 'npm run deploy:local',
  summary: `Deploys the real app into an emulator of AWS, so that templates are tried before an account sees them: starts an emulator,
deploys, says how to call it, and runs until Ctrl-C.`,
  options: { test: { type: 'boolean', does: 'runs the tests of the HTTP contract against it, then ends' } },
  variables: {
    AWS_ENDPOINT_URL: 'an emulator that answers there is used and left as it is: MiniStack, LocalStack or one like them',
  },
  notes: 'It needs python3 with venv, and no Docker. What an emulator can’t do: docs/emulators.md.',
});

const stops: (() => Promise<void>)[] = [];
const stopAll = async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
};

try {
  const front = await startFront();
  stops.push(front.stop);
  const endpoint = process.env.AWS_ENDPOINT_URL ?? (await startOwn());
  console.log(`Deploying into ${endpoint}. This takes a minute or two.`);
  const { apiUrl, clientId, clientSecret } = await deployApp({ endpoint, publicUrl: front.baseUrl });
  front.leadTo(apiUrl);
  if (test) {
    process.exitCode = (await runSuite({ projectRoot, baseUrl: front.baseUrl, clientId, clientSecret })) ? 0 : 1;
    await stopAll();
  } else {
    console.log(
      `Dossier is deployed.\n  API            ${front.baseUrl}\n  client id      ${clientId}\n  client secret  ${clientSecret}\nCtrl-C ends it.`,
    );
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopAll());
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
  await stopAll();
}

async function startOwn(): Promise<string> {
  const emulator = await startEmulator();
  stops.push(emulator.stop);
  return emulator.endpoint;
}
