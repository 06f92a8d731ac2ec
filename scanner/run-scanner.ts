import { parseArgs } from 'node:util';
import { startScanner } from './start-scanner.ts';

const { values } = parseArgs({ options: { port: { type: 'string' } } });
const wanted = values.port === undefined ? undefined : Number(values.port);

try {
  if (wanted !== undefined && !(Number.isInteger(wanted) && wanted >= 1 && wanted <= 65_535)) throw new Error('--port takes 1 to 65535.');
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
