/** What `[Content_Types].xml` says of a package: types by part name and by extension, all in lower case. */
export interface PackageTypes {
  readonly byPart: ReadonlyMap<string, string>;
  readonly byExtension: ReadonlyMap<string, string>;
}

/** Elements read at most: a workbook of a thousand sheets has a few thousand parts. */
const elementMaximum = 50_000;

/** The one instruction the part may hold, at its start. @see https://www.w3.org/TR/xml/#NT-XMLDecl */
const declaration = /<\?xml[ \t\r\n][^<>?]*\?>/y;
const blanks = /[ \t\r\n]*/y;
/** The start of a tag: a slash where it closes, a prefix, a name. */
const tagStart = /<(\/?)(?:[\w.-]+:)?(Types|Default|Override)(?=[ \t\r\n/>])/y;
const attribute = /[ \t\r\n]+([\w.:-]+)[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/y;
const tagEnd = /[ \t\r\n]*(\/?)>/y;

/**
 * Reads the list of types by the one grammar that Office programs write, without an XML parser: no entity is expanded and nothing is
 * loaded. Time is linear in the text, and every letter of it has its place, so that nothing can be said past this reader.
 * @returns nothing where the text is anything else: a document type, an entity, a comment, an instruction, an element of
 * another name, an attribute or a part that comes twice, or too many elements
 * @see ECMA-376 part 2, section 7.2.3
 */
export function readContentTypes(xml: string): PackageTypes | undefined {
  // What is refused here is legal XML; only Office programs do not write it.
  if (xml.includes('<!') || xml.includes('&')) return undefined;
  const read = readFrom(xml);
  read(declaration);
  const byPart = new Map<string, string>();
  const byExtension = new Map<string, string>();
  for (let elements = 0, open = 0; elements <= elementMaximum; elements += 1) {
    read(blanks);
    if (read.atEnd()) return open === 0 && elements > 0 ? { byPart, byExtension } : undefined;
    const tag = readTag(read);
    if (tag === undefined) return undefined;
    const isRoot = elements === 0 && tag.name === 'Types' && !tag.closes;
    // Everything else stands inside of the one root, and nothing follows its end.
    if (isRoot !== (open === 0)) return undefined;
    if (tag.closes) open -= 1;
    else if (!tag.isEmpty) open += 1;
    if (tag.closes || tag.name === 'Types') continue;
    const key = tag.attributes.get(tag.name === 'Default' ? 'Extension' : 'PartName');
    const type = tag.attributes.get('ContentType');
    if (key === undefined || type === undefined) return undefined;
    const types = tag.name === 'Default' ? byExtension : byPart;
    // The last word counts for programs that overwrite, the first for others: a part that is named twice has no type.
    if (types.has(key) && types.get(key) !== type) return undefined;
    types.set(key, type);
  }
  return undefined;
}

/** Reads a text piece by piece. */
interface ReadPiece {
  /** Takes what stands at the place read up to; nothing where something else stands there. */
  (pattern: RegExp): RegExpExecArray | undefined;
  atEnd(): boolean;
}

/** @returns What reads on from the start of a text by sticky patterns. */
function readFrom(text: string): ReadPiece {
  let at = 0;
  const read = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text) ?? undefined;
    if (match !== undefined) at = pattern.lastIndex;
    return match;
  };
  return Object.assign(read, { atEnd: () => at === text.length });
}

interface Tag {
  readonly name: string;
  readonly closes: boolean;
  readonly isEmpty: boolean;
  /** Values in lower case, without blanks around them. */
  readonly attributes: ReadonlyMap<string, string>;
}

function readTag(read: ReadPiece): Tag | undefined {
  const [, slash, name] = read(tagStart) ?? [];
  if (name === undefined) return undefined;
  const attributes = new Map<string, string>();
  for (let found = read(attribute); found !== undefined; found = read(attribute)) {
    const [, key = '', quoted, single] = found;
    if (attributes.has(key)) return undefined;
    attributes.set(key, (quoted ?? single ?? '').trim().toLowerCase());
  }
  const end = read(tagEnd);
  return end === undefined ? undefined : { name, closes: slash === '/', isEmpty: end[1] === '/', attributes };
}
