import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from './synthesise.ts';

/** What a call of a port needs, by the port and the method as use cases write them. Each line is one fact about an adapter. */
const needs: readonly (readonly [RegExp, string])[] = [
  [/\bconnections\.(find|all|findDatasets)\(|\bpolicies\.(find|all)\(|\bintake\.read\(/, 'configs read'],
  [/\bconnections\.(save|saveDatasets)\(|\bpolicies\.save\(|\bintake\.replace\(/, 'configs write'],
  [/\bconnections\.remove\(/, 'configs delete'],
  [
    /\brequests\.(find|findSubmitted|list|idsByStatus|findTaskToken|findManualInput|manualInputs|attachedFiles|findSource|sources|readLog|markDeleted)\(/,
    'requests read',
  ],
  [/\brequests\.(create|transition|saveManualInput|saveSource|appendLog|markDeleted|forget|purge)\(/, 'requests write'],
  [/\brequests\.purge\(/, 'requests delete'],
  [/\bcreateRateLimiter\(/, 'requests count'],
  [/\bcreateTableProbe\([^)]*configs/i, 'configs probe'],
  [/\bcreateTableProbe\([^)]*requests/i, 'requests probe'],
  [/\bDynamoDBPersistenceLayer\(/, 'requests read'],
  [/\bDynamoDBPersistenceLayer\(/, 'requests write'],
  [/\bDynamoDBPersistenceLayer\(/, 'requests delete'],
  [/\bdeliveries\.(find|findOwner|findCopied)\(|\breminders\.dueBefore\(/, 'requests read'],
  [/\bdeliveries\.(claim|release|settle|countDownload|markCopied)\(/, 'requests write'],
  [/\breminders\.(markReminded|claimMail|releaseMail|confirmMail)\(/, 'requests write'],
  [/\bmailer\.send\(/, 'mail send'],
  [/\bpackages\.has\(/, 'packages read'],
  [/\bcopies\.copy\(/, 'packages link'],
  [/\bcopies\??\.(copy|remove)\(/, 'storage keys'],
  [/\bpackages\.link\(/, 'packages link'],
  [/\bpackages\.write\(/, 'packages write'],
  [/\bpackages\.remove\(/, 'packages purge'],
  [/\brows\.write\(/, 'rows write'],
  [/\brows\.read\(/, 'rows link'],
  [/\brows\.removeAll\(/, 'rows list'],
  [/\brows\.removeAll\(/, 'rows purge'],
  [/\bsecrets\.read\(/, 'secrets read'],
  [/\bsecrets\.write\(/, 'secrets write'],
  [/\bsecrets\.remove\(/, 'secrets delete'],
  [/\brecords\.(find|idsToSweep|quarantinedUntil)\(/, 'requests read'],
  [/\brecords\.(open|planObject|markUploaded|markDeleted|releaseClaimed|forget)\(/, 'requests write'],
  [/\brecords\.forgetQuarantined\(/, 'requests delete'],
  [/\bobjects\.(head|digest)\(/, 'attachments read'],
  [/\bobjects\.link\(/, 'attachments link'],
  [/\bobjects\.put\(/, 'attachments write'],
  [/\bobjects\.remove\(/, 'attachments purge'],
  [/\bquarantine\.read\(|\bcreateQuarantineReader\(/, 'quarantine read'],
  [/\bquarantine\.form\(/, 'quarantine write'],
  [/\bquarantine\.remove\(/, 'quarantine purge'],
  [/\bcreateRemoteScanner\(/, 'scanner invoke'],
  [/\bworkflow\.start\(/, 'states start'],
  [/\bworkflow\.stop\(/, 'states stop'],
  [/\bworkflow\.describe\(/, 'states describe'],
  [/\bworkflow\.resume\(/, 'states send'],
  [/\breleases\.connectionReleased\(/, 'reconciler start'],
];

/** Parts that need no permission: the clock, and the scanner and the sources, which are reached over the network. */
const harmless = /^(clock|scanner|connectors)\./;

/** The code a function can reach, as esbuild leaves it: what no path leads to is shaken off, names stay, packages stay outside. */
export async function reachableCode(name: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: projectRoot,
    entryPoints: [join('lambdas', name, 'handler.ts')],
    bundle: true,
    write: false,
    treeShaking: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'silent',
  });
  return outputFiles.map(({ text }) => text).join('\n');
}

/**
 * Calls of ports that no line above knows, so that a new one is looked at before it is granted or forgotten.
 * @param code - only what is ours: dependencies stay outside of it
 */
export function unknownCalls(code: string): readonly string[] {
  const calls = [...code.matchAll(/\bparts\d*\.(\w+\.\w+\()/g)].map(([, call = '']) => call);
  return [...new Set(calls)].filter((call) => !harmless.test(call) && needs.every(([known]) => !known.test(call)));
}

/** What a function's code asks of the service, in the words of lib/access.ts. */
export function neededAccess(code: string): readonly string[] {
  return [...new Set(needs.filter(([call]) => call.test(code)).map(([, need]) => need))].sort();
}
