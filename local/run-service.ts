import { join } from 'node:path';
import type { FunctionName } from '../contracts/functions.ts';
import { settingVariable } from '../contracts/setting-variable.ts';
import type { BegunDatabase } from './dynamodb/begin-database.ts';
import { hostFunctions } from './functions/function-host.ts';
import { loadFunctions } from './functions/load-functions.ts';
import { makeTokenCheck } from './gateway/check-token.ts';
import { type Gateway, serveGateway } from './gateway/serve-gateway.ts';
import { audience } from './identity/start-identity-provider.ts';
import { openPages } from './pages/open-pages.ts';
import { closeServer, listenOnLoopback } from './run/listen-on-loopback.ts';
import { removeLocalFile, writeLocalFile } from './run/local-file.ts';
import type { LoggedProgress } from './run/progress.ts';
import { runScheduled } from './run/run-scheduled.ts';
import { runEvery } from './run/schedule.ts';
import type { Ending } from './run/stop.ts';
import { useScanner } from './scanner/use-scanner.ts';
import type { LoadedSettings } from './settings/load-settings.ts';
import { makeCredentials, setEnvironment } from './settings/make-environment.ts';
import { startParts } from './start-parts.ts';

/** Seconds between two canaries (DESIGN section 2, "Scanning"). */
const canarySeconds = 60;

/** Seconds between two looks at due dates, as on AWS: a day. */
const remindSeconds = 86_400;

/** The variable of the address that links in mails begin with. */
const publicUrl = settingVariable('service.public_url');

/** Milliseconds that calls in flight have to finish when the run ends. */
const finishMs = 5_000;

/** What was settled before the service itself is started. */
export interface ServiceInput {
  readonly folder: string;
  readonly port: number;
  readonly settings: LoadedSettings;
  readonly variables: NodeJS.ProcessEnv;
  readonly database: BegunDatabase;
  readonly ending: Ending;
  readonly progress: LoggedProgress;
}

/**
 * Starts the parts, the functions and the gateway, and says when all of it is ready.
 * @throws StartError, with one sentence, when something cannot start.
 */
export async function runService({ folder, port, settings: loaded, variables, database, ending, progress }: ServiceInput): Promise<void> {
  const { settings, variables: settingVariables } = loaded;
  let gateway: Gateway | undefined;
  const server = serveGateway(() => gateway);
  const url = await listenOnLoopback(server, port);
  const credentials = makeCredentials();
  const pageOrigins = [url, url.replace('127.0.0.1', 'localhost')];
  const parts = await startParts({ folder, credentials, ending, progress, database, pageOrigins });

  const scanner = await useScanner(settings, variables, ending, progress);
  // Links in mails lead to this run, unless somebody says where else it can be reached.
  const here = variables[publicUrl] === undefined ? { [publicUrl]: url } : {};
  setEnvironment(process.env, parts.endpoints, credentials, { ...settingVariables, ...here, ...scanner });
  const host = hostFunctions(await loadFunctions());
  parts.open(host);
  progress.step(`${host.size} functions loaded.`);

  const run = (name: FunctionName, input: object) => () => runScheduled(host.invoke, name, input);
  await run('reconcile-requests', { include_waiting: true, min_age_seconds: 0 })();
  // A local run holds few requests, so each pass looks at the waiting ones too; on AWS a daily one does.
  const schedules = [
    runEvery(settings.reconciler.interval_seconds, run('reconcile-requests', { include_waiting: true })),
    runEvery(settings.attachments.sweep_interval_seconds, run('sweep-attachments', {})),
    runEvery(remindSeconds, run('remind-reviewers', {})),
    ...(settings.attachment_scanning.enabled ? [runEvery(canarySeconds, run('scan-attachment', { kind: 'canary' }))] : []),
  ];
  // Nobody waits for it: a run that starts need not be late for a mail.
  void run('remind-reviewers', {})();
  progress.step('Unfinished requests picked up.');

  const { issuer, jwksUrl, client } = parts.identity;
  const servePages = await openPages({ files: parts.endpoints.s3, identity: issuer }, progress);
  gateway = { invoke: host.invoke, checkToken: makeTokenCheck(issuer, audience, jwksUrl), servePages };
  ending.add(() => {
    for (const schedule of schedules) schedule.stop();
    removeLocalFile(folder);
  });
  ending.add(() => closeServer(server, finishMs));
  if (ending.begun) {
    return;
  }
  writeLocalFile(folder, {
    base_url: url,
    pid: process.pid,
    client_id: client.id,
    client_secret: client.secret,
    mailbox_url: parts.endpoints.mail,
    reviewer_password: parts.identity.password,
  });
  progress.step(`Dossier is ready at ${url}`);
  progress.say(`         To ask for data: ${url}/`);
  progress.say(`         To work on requests: ${url}/admin/ (the reviewer’s password is in local.json)`);
  progress.say(`         The API, to read: ${url}/docs`);
  progress.say(`         A client with every scope: ${join(folder, 'local.json')}`);
  progress.say(`         The log: ${progress.logFile}`);
}
