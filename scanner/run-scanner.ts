import { type Command, readCommandLine, refuseUse } from '../bin/command-line.ts';
import { startScanner } from './start-scanner.ts';

const command = {
  call: 'npm run scanner',
  summary: 'Runs the virus scanner, c-icap before clamd, in the configuration of scanner/config/ and on loopback only, until Ctrl+C.',
  options: { port: { type: 'string', value: '<port>', does: 'the port it listens on, 1 to 65535; any free one without it' } },
  notes: 'On Debian it needs: apt install c-icap libc-icap-mod-virus-scan clamav-daemon',
} as const satisfies Command;

const { port } = readCommandLine(command);
const wanted = port === undefined ? undefined : Number(port);
if (wanted !== undefined && !(Number.isInteger(wanted) && wanted >= 1 && wanted <= 65_535)) refuseUse(command, '--port takes 1 to 65535');

try {
  const scanner = await startScanner(wanted === undefined ? {} : { port: wanted });
  console.log(`The scanner listens on icap://${scanner.host}:${scanner.port}/${scanner.service}.`);
  console.log(
    scanner.signatures === 'freshclam'
      ? 'It has freshclam’s signatures from /var/lib/clamav, and the canary’s.'
      : 'It has the canary’s signature ONLY: it finds the EICAR test file and no real threat. Run freshclam for more.',
  );
  console.log('To use it, start Dossier with:');
  console.log(
    `  DOSSIER__ATTACHMENT_SCANNING__ENABLED=true DOSSIER__ATTACHMENT_SCANNING__ICAP_HOST=${scanner.host} DOSSIER__ATTACHMENT_SCANNING__ICAP_PORT=${scanner.port} npm start`,
  );
  let asked = false;
  const end = () => {
    asked = true;
    void scanner.stop();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  await scanner.ended;
  if (!asked) {
    console.error('clamd or c-icap ended; the scanner is down.');
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : 'The scanner did not start.');
  process.exitCode = 1;
}
