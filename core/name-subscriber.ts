import { isIPv6 } from 'node:net';

/** Groups of an IPv6 address that name a subscriber's network; the other four are the subscriber's to choose (RFC 4291, 2.5.4). */
const networkGroups = 4;

/**
 * What calls are counted by: an IPv4 address, or the /64 network of an IPv6 one, since whoever has one address of it has all.
 * @param address - As the gateway writes it.
 */
export function nameSubscriber(address: string): string {
  if (!isIPv6(address)) return address;
  // An IPv4 address written as an IPv6 one is its own subscriber.
  if (address.includes('.')) return address.slice(address.lastIndexOf(':') + 1);
  const [front = '', back = ''] = (address.split('%')[0] ?? '').split('::');
  const [head, tail] = [front, back].map((part) => (part === '' ? [] : part.split(':')));
  const zeros = address.includes('::') ? Array.from({ length: 8 - (head?.length ?? 0) - (tail?.length ?? 0) }, () => '0') : [];
  const groups = [...(head ?? []), ...zeros, ...(tail ?? [])].slice(0, networkGroups);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}
