/** What `[Content_Types].xml` says of a package: types by part name and by extension, all in lower case. */
export interface PackageTypes {
  readonly byPart: ReadonlyMap<string, string>;
  readonly byExtension: ReadonlyMap<string, string>;
}

/** Elements read at most: a workbook of a thousand sheets has a few thousand parts. */
const elementMaximum = 50_000;

/**
 * Reads the two elements that the part can hold, without an XML parser: no entity is expanded and nothing is loaded.
 * @returns nothing where the text is not what Office programs write: a document type, an entity, or too many elements
 * @see ECMA-376 part 2, section 7.2.3
 */
export function readContentTypes(xml: string): PackageTypes | undefined {
  if (xml.includes('<!') || xml.includes('&')) return undefined;
  const byPart = new Map<string, string>();
  const byExtension = new Map<string, string>();
  let elements = 0;
  for (let at = xml.indexOf('<'); at !== -1; at = xml.indexOf('<', at + 1)) {
    const end = xml.indexOf('>', at);
    elements += 1;
    if (end === -1 || elements > elementMaximum) return undefined;
    const element = xml.slice(at + 1, end);
    const kind = /^(?:\w+:)?(Default|Override)\s/.exec(element)?.[1];
    const type = attribute(element, 'ContentType');
    const key = attribute(element, kind === 'Default' ? 'Extension' : 'PartName');
    // The last word counts for programs that overwrite, the first for others: a part that is named twice has no type.
    const map = kind === 'Default' ? byExtension : byPart;
    if (kind === undefined || type === undefined || key === undefined) continue;
    if (map.has(key) && map.get(key) !== type) return undefined;
    map.set(key, type);
  }
  return { byPart, byExtension };
}

function attribute(element: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s?=\\s?(?:"([^"]*)"|'([^']*)')`).exec(element);
  return (match?.[1] ?? match?.[2])?.trim().toLowerCase();
}
