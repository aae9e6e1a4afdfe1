import ICAL from 'ical.js';

/** What a clock on the wall shows, as if it were UTC. */
export type Wall = number;

export interface Zone {
  toUtc(wall: Wall): number;
  toWall(utc: number): Wall;
}

const UTC: Zone = { toUtc: (wall) => wall, toWall: (utc) => utc };

/**
 * A zone of the IANA database, which the server's own knowledge is newer about than any feed. A time that the clocks leave out counts as
 * the one after the change, a time that happens twice as the first.
 */
function ianaZone(name: string): Zone | null {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
  const toWall = (utc: number): Wall => {
    const parts: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(utc)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
  const toUtc = (wall: Wall): number => {
    const candidates = [-86_400_000, 86_400_000].map((away) => wall - (toWall(wall + away) - (wall + away)));
    const right = candidates.filter((utc) => toWall(utc) === wall);
    return right.length > 0 ? Math.min(...right) : Math.max(...candidates);
  };
  return { toUtc, toWall };
}

/** A zone that only the feed itself knows ("Customized Time Zone"). */
function feedZone(block: string): Zone | null {
  try {
    const zone = new ICAL.Timezone(new ICAL.Component(ICAL.parse(block)));
    const offset = (wall: Wall): number => zone.utcOffset(timeOf(wall)) * 1000;
    return { toUtc: (wall) => wall - offset(wall), toWall: (utc) => utc + offset(utc) };
  } catch {
    return null;
  }
}

/** The moment on the wall as the library's time without zone. */
export function timeOf(wall: Wall): ICAL.Time {
  const date = new Date(wall);
  return ICAL.Time.fromData({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    isDate: false,
  });
}

/**
 * Finds zones by the names that feeds use: of the IANA database (also behind a path, as some programs write it), of the feed's own
 * definitions; what nobody knows is taken for the owner's own zone, as are times without one.
 *
 * @example zonesOf(parts.zones, 'Europe/Berlin')('/mozilla.org/20050126_1/America/New_York')
 */
export function zonesOf(blocks: ReadonlyMap<string, string>, own: string): (tzid: string | null) => Zone {
  const found = new Map<string, Zone>();
  const ownZone = ianaZone(own) ?? UTC;
  const find = (tzid: string): Zone => {
    const path = tzid.split('/').slice(-3);
    for (let from = 0; from < path.length; from++) {
      const zone = ianaZone(path.slice(from).join('/'));
      if (zone) return zone;
    }
    const block = blocks.get(tzid);
    return (block && feedZone(block)) || ownZone;
  };
  return (tzid) => {
    if (tzid === null) return ownZone;
    const known = found.get(tzid) ?? find(tzid);
    found.set(tzid, known);
    return known;
  };
}

export const utcZone = UTC;
