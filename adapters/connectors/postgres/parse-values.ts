import type pg from 'pg';
import { safeNumber } from '../safe-number.ts';

/** Numbers of PostgreSQL's own types. https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat */
const oids = { bool: 16, int8: 20, int2: 21, int4: 23, json: 114, float4: 700, float8: 701, timestamptz: 1184, jsonb: 3802 } as const;

/** Lists whose items the driver reads: bool, int2, int4, text, varchar, uuid. */
const lists: readonly number[] = [1000, 1005, 1007, 1009, 1015, 2951];

type Parser = (text: string) => unknown;

const parsers: ReadonlyMap<number, Parser> = new Map<number, Parser>([
  [oids.bool, (text) => text === 't'],
  ...[oids.int2, oids.int4, oids.int8, oids.float4, oids.float8].map((oid): [number, Parser] => [oid, safeNumber]),
  [oids.json, (text) => JSON.parse(text)],
  [oids.jsonb, (text) => JSON.parse(text)],
  [oids.timestamptz, toIso],
]);

/**
 * How values of a row become JSON: numbers where a double holds them exactly, moments in ISO 8601, lists and JSON as such. All else
 * stays the text that PostgreSQL writes, so that nothing is rounded and no time zone is guessed.
 * @param types - The driver's own parsers, which read lists.
 */
export function createValueParsers(types: typeof pg.types) {
  return { getTypeParser: (oid: number): Parser => parsers.get(oid) ?? (lists.includes(oid) ? types.getTypeParser(oid, 'text') : keep) };
}

function keep(text: string): string {
  return text;
}

/** `2026-11-21 09:00:00.5+00`, as the session writes moments, becomes `2026-11-21T09:00:00.5Z`. */
function toIso(text: string): string {
  return text.replace(/^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)\+00$/, '$1T$2Z');
}
