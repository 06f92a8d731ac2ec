/** What follows an ICAP head: bytes of encapsulated headers, then a body or none. */
export interface Encapsulation {
  /** Bytes of the encapsulated request head that comes first, 0 for none. */
  readonly requestHeadBytes: number;
  /** Bytes of the encapsulated response head, 0 for none. */
  readonly responseHeadBytes: number;
  readonly hasBody: boolean;
}

const nothing: Encapsulation = { requestHeadBytes: 0, responseHeadBytes: 0, hasBody: false };

/**
 * Reads the `Encapsulated` field of an answer to RESPMOD.
 * @param values the field's values; none means that nothing follows
 * @returns nothing when the list is not one RFC 3507 section 4.4.1 allows here
 */
export function parseEncapsulated(values: readonly string[]): Encapsulation | undefined {
  if (values.length === 0) return nothing;
  if (values.length > 1) return undefined;
  const parts = (values[0] ?? '').split(',').map((part) => /^\s*(req-hdr|res-hdr|res-body|null-body)=(\d{1,6})\s*$/.exec(part));
  const names = parts.map((part) => part?.[1]);
  const offsets = parts.map((part) => (part?.[2] === undefined ? -1 : Number(part[2])));
  const order = names.join(' ');
  if (!/^(req-hdr )?(res-hdr )?(res-body|null-body)$/.test(order) || offsets[0] !== 0) return undefined;
  if (offsets.some((offset, index) => index > 0 && offset <= (offsets[index - 1] ?? 0))) return undefined;
  const bytesOf = (name: string) => {
    const index = names.indexOf(name);
    return index < 0 ? 0 : (offsets[index + 1] ?? 0) - (offsets[index] ?? 0);
  };
  return { requestHeadBytes: bytesOf('req-hdr'), responseHeadBytes: bytesOf('res-hdr'), hasBody: names.includes('res-body') };
}
