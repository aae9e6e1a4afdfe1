import type { Destination } from '@portico/contracts/access/shapes.ts';

const HOME: Readonly<Record<Destination['portal'], string>> = { portal: '/portal', tech: '/tech', admin: '/admin' };

/** Only a path of one of our own portals; anything else is forgotten. */
export function safeTarget(to: string | null): string | null {
  if (to === null || !/^\/(?:portal|tech|admin)(?:[/?#]|$)/.test(to) || /[\\\p{Cc}]/u.test(to)) return null;
  return to;
}

export const portalOf = (target: string): Destination['portal'] => /^\/(portal|tech|admin)/.exec(target)?.[1] as Destination['portal'];

/** Where a destination leads: the deep link when it lies in that portal, else the portal's first page. */
export const addressOf = (destination: Pick<Destination, 'portal'>, target: string | null): string =>
  target !== null && portalOf(target) === destination.portal ? target : HOME[destination.portal];

export const keyOfPlace = ({ accountId, portal }: Pick<Destination, 'accountId' | 'portal'>): string => `${accountId}:${portal}`;

/**
 * The one place to enter without asking: the only one there is (or the only one the deep link fits), or the one this browser
 * was told to remember. `null` means: ask.
 */
export function obviousPlace(places: readonly Destination[], target: string | null, remembered: string | null): Destination | null {
  const fitting = target === null ? places : places.filter((place) => place.portal === portalOf(target));
  const among = fitting.length > 0 ? fitting : places;
  return among.length === 1 ? (among[0] ?? null) : (among.find((place) => keyOfPlace(place) === remembered) ?? null);
}

/** Places the deep link fits come first; the order of the server (last used first) holds otherwise. */
export function orderPlaces(places: readonly Destination[], target: string | null): readonly Destination[] {
  if (target === null) return places;
  const fits = (place: Destination) => place.portal === portalOf(target);
  return [...places.filter(fits), ...places.filter((place) => !fits(place))];
}
