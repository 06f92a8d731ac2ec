import type { Dataset } from '../../contracts/schemas/datasets.ts';
import type { IdentityKind } from '../../contracts/schemas/identity.ts';
import { type Place, placesOf, sourceName, splitReference } from './name-places.ts';

/** A field of a collection. */
export interface FieldPlace {
  readonly source: string;
  readonly field: string;
}

/** Values of one field that are looked up in another. */
export interface Flow {
  readonly from: FieldPlace;
  readonly to: FieldPlace;
}

/** One collection to read, with everything it is asked for. */
export interface Step extends Place {
  readonly identities: readonly { readonly field: string; readonly kind: IdentityKind }[];
  /** Flows from collections that are read before it. */
  readonly inputs: readonly Flow[];
  /** Fields whose values later collections are asked for. */
  readonly feeds: readonly string[];
}

/** A reference: fixed where it says its direction. Otherwise `from` is the field that carries it. */
interface Edge extends Flow {
  readonly fixed: boolean;
}

/**
 * Plans in which order collections are read, starting from the person's identity (docs/decisions/0005): each collection once, and
 * after those whose values it is asked for. A reference without a direction leads away from the person, towards the collection
 * that is further from the identity; between two that are equally far, the way it is written. Where references go in a circle,
 * the nearest collection is read first and what only a later one could tell it is not followed.
 * @param kinds - The kinds of identity the person has given.
 * @returns The collections that can be reached, in order.
 */
export function planTraversal(datasets: readonly Dataset[], kinds: readonly IdentityKind[]): readonly Step[] {
  const places = placesOf(datasets);
  const edges = edgesOf(places);
  const depths = measureDepths(places, edges, kinds);
  const flows = edges.flatMap((edge) => orient(edge, depths));
  const order = sortSteps(places, flows, depths, kinds);
  const rank = new Map(order.map((place, index) => [place.source, index]));
  const isForward = ({ from, to }: Flow) => (rank.get(from.source) ?? Number.POSITIVE_INFINITY) < (rank.get(to.source) ?? -1);
  const followed = flows.filter(isForward);
  return order.map((place) => ({
    ...place,
    identities: identitiesOf(place, kinds),
    inputs: followed.filter((flow) => flow.to.source === place.source),
    feeds: [...new Set(followed.filter((flow) => flow.from.source === place.source).map((flow) => flow.from.field))],
  }));
}

/** The collections that no identity of any kind leads to. */
export function unreachablePlaces(datasets: readonly Dataset[], kinds: readonly IdentityKind[]): readonly Place[] {
  const places = placesOf(datasets);
  const depths = measureDepths(places, edgesOf(places), kinds);
  return places.filter((place) => !depths.has(place.source));
}

function identitiesOf({ collection }: Place, kinds: readonly IdentityKind[]): Step['identities'] {
  return collection.fields.flatMap(({ name, identity }) =>
    identity !== null && kinds.includes(identity) ? [{ field: name, kind: identity }] : [],
  );
}

function edgesOf(places: readonly Place[]): readonly Edge[] {
  return places.flatMap((place) =>
    place.collection.fields.flatMap((field) =>
      field.references.flatMap((reference): readonly Edge[] => {
        const named = splitReference(reference.field);
        const here = { source: place.source, field: field.name };
        const there = { source: sourceName(reference.dataset, named.collection), field: named.field };
        // A collection is read once, so it can't be asked for what it gave itself.
        if (here.source === there.source) return [];
        const fixed = reference.direction !== null;
        return [reference.direction === 'from' ? { from: there, to: here, fixed } : { from: here, to: there, fixed }];
      }),
    ),
  );
}

function measureDepths(places: readonly Place[], edges: readonly Edge[], kinds: readonly IdentityKind[]): ReadonlyMap<string, number> {
  const ways = edges.flatMap(({ from, to, fixed }) => [[from.source, to.source], ...(fixed ? [] : [[to.source, from.source]])]);
  const depths = new Map<string, number>();
  let ring = places.filter((place) => identitiesOf(place, kinds).length > 0).map((place) => place.source);
  for (let depth = 0; ring.length > 0; depth += 1) {
    for (const source of ring) depths.set(source, depth);
    const next = ways.flatMap(([from = '', to = '']) => (depths.get(from) === depth && !depths.has(to) ? [to] : []));
    ring = [...new Set(next)];
  }
  return depths;
}

function orient({ from, to, fixed }: Edge, depths: ReadonlyMap<string, number>): readonly Flow[] {
  const [near, far] = [depths.get(from.source), depths.get(to.source)];
  if (near === undefined || far === undefined) return [];
  return [fixed || near <= far ? { from, to } : { from: to, to: from }];
}

function sortSteps(
  places: readonly Place[],
  flows: readonly Flow[],
  depths: ReadonlyMap<string, number>,
  kinds: readonly IdentityKind[],
): readonly Place[] {
  const order: Place[] = [];
  const done = new Set<string>();
  let left = places.filter((place) => depths.has(place.source));
  while (left.length > 0) {
    const into = ({ source }: Place) => flows.filter((flow) => flow.to.source === source);
    const ready = left.filter((place) => identitiesOf(place, kinds).length > 0 || into(place).some(({ from }) => done.has(from.source)));
    const rankOf = (place: Place) => {
      const waits = into(place).some(({ from }) => !done.has(from.source));
      return (waits ? places.length + 1 : 0) + (depths.get(place.source) ?? 0);
    };
    const [first] = [...ready].sort((a, b) => rankOf(a) - rankOf(b));
    if (first === undefined) break;
    order.push(first);
    done.add(first.source);
    left = left.filter((place) => place !== first);
  }
  return order;
}
