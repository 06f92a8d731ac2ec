import type { PackageValue } from '../../../core/packages/package-source.ts';

/** A value of DynamoDB as JSON has it: sets as lists, bytes in base64. */
export function toPackageValue(value: unknown): PackageValue {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Set) return [...value].map(toPackageValue);
  if (Array.isArray(value)) return value.map(toPackageValue);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toPackageValue(inner)]));
  }
  return null;
}
