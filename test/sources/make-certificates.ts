import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A certificate and its key, as PEM. */
export interface Certificate {
  readonly pem: string;
  readonly key: string;
}

/** An authority of a test's own, with a certificate for one host name that it signed. */
export interface Authority {
  readonly pem: string;
  readonly server: Certificate;
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

/** Makes an authority and a certificate of it for a host, by OpenSSL: Node makes keys, but no certificates. */
export async function makeAuthority(host: string): Promise<Authority> {
  const folder = await mkdtemp(join(tmpdir(), 'dossier-certificates-'));
  const openssl = (...options: string[]) => run('openssl', options, { cwd: folder });
  try {
    await openssl('req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '1', '-subj', '/CN=An authority');
    await openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', `/CN=${host}`);
    await writeFile(join(folder, 'names'), `subjectAltName=DNS:${host}\n`);
    const sign = ['-req', '-in', 'server.csr', '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names', '-days', '1'];
    await openssl('x509', ...sign, '-out', 'server.crt');
    const read = (name: string) => readFile(join(folder, name), 'utf8');
    return { pem: await read('ca.crt'), server: { pem: await read('server.crt'), key: await read('server.key') } };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
