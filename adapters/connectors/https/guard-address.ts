import { lookup as lookUp } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { SourceError } from '../../../core/sources/connector.ts';

/** Networks nobody may be sent to: this host, link-local (cloud metadata among it), multicast, reserved. RFC 6890. */
const never = listNetworks(
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  ['::', 128],
  ['fe80::', 10],
  ['ff00::', 8],
  ['2001:db8::', 32],
  ['fd00:ec2::', 32],
  // Addresses that carry one of the other kind: what is inside would not be looked at.
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['2002::', 16],
  ['2001::', 32],
);

/** Networks of an organisation's own: allowed where the connection says so. RFC 1918, RFC 6598, RFC 4193. */
const own = listNetworks(
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['::1', 128],
  ['fc00::', 7],
);

/** A list that is made when it is first asked: most calls of the functions that hold it call no service. */
function listNetworks(...ranges: readonly (readonly [string, number])[]): { has(address: string, kind: 'ipv4' | 'ipv6'): boolean } {
  let list: BlockList | undefined;
  return {
    has(address, kind) {
      if (list === undefined) {
        list = new BlockList();
        for (const [network, bits] of ranges) list.addSubnet(network, bits, isIP(network) === 6 ? 'ipv6' : 'ipv4');
      }
      return list.check(address, kind);
    },
  };
}

/** Looks a host name up: every address it has. */
export type Resolve = (hostname: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** As the machine does. */
export const resolveBySystem: Resolve = (hostname) => lookUp(hostname, { all: true, verbatim: true });

/** Whether a service may be called at an address. */
export function mayCall(address: string, allowPrivate: boolean): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  return !never.has(address, kind) && (allowPrivate || !own.has(address, kind));
}

/**
 * Finds the addresses of a host, all of which may be called.
 * @throws SourceError where one may not, or none is found.
 */
export async function allowedAddresses(hostname: string, allowPrivate: boolean, resolve: Resolve): ReturnType<Resolve> {
  const bare = hostname.replace(/^\[|\]$/g, '');
  const literal = isIP(bare);
  const found = literal === 0 ? await resolveOrFail(bare, resolve) : [{ address: bare, family: literal }];
  if (found.length === 0 || found.some(({ address }) => !mayCall(address, allowPrivate))) {
    throw new SourceError(
      'failed',
      'The service’s address lies in a network that is not called. For a service in your own network, set allow_private_network to true.',
    );
  }
  return found;
}

/**
 * The lookup of one call: what is checked here is what is connected to, so that a name which answers otherwise the next time
 * (DNS rebinding) leads nowhere else. Addresses written as such are not looked up, and are checked before the call.
 */
export function guardedLookup(allowPrivate: boolean, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    allowedAddresses(hostname, allowPrivate, resolve).then(
      (addresses) => {
        const [first] = addresses;
        if (options.all === true) callback(null, [...addresses]);
        else callback(null, first?.address ?? '', first?.family ?? 4);
      },
      (error: Error) => callback(error, '', 4),
    );
  };
}

async function resolveOrFail(hostname: string, resolve: Resolve): ReturnType<Resolve> {
  try {
    return await resolve(hostname);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOTFOUND') throw new SourceError('failed', 'The service’s host name is not known.');
    throw new SourceError('again', 'The service’s host name could not be looked up.');
  }
}
