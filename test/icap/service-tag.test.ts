import { expect, it } from 'vitest';
import { createIcapScanner } from '../../adapters/icap/icap-scanner.ts';
import { noModification } from './answers.ts';
import { small } from './behaviours/named-behaviour.ts';
import { startLyingServer } from './lying-server.ts';

it('the scanner’s life is the one of its last answer, and none where that answer names none', async () => {
  let answer = noModification();
  const server = await startLyingServer(async ({ whole, say }) => {
    await whole;
    say(answer);
  });
  try {
    const scanner = createIcapScanner({ host: '127.0.0.1', port: server.port, service: 'avscan', timeoutSeconds: 5 });
    await scanner.scan(small, Date.now() + 5_000);
    expect(scanner.generation?.()).toBe('"TEST-1"');
    answer = 'ICAP/1.0 204 No Modifications\r\n\r\n';
    expect((await scanner.scan(small, Date.now() + 5_000)).verdict).toBe('clean');
    expect(scanner.generation?.()).toBeUndefined();
  } finally {
    await server.close();
  }
});
