import { ENTERPRISE, USER } from './attributes.rules.ts';
import { locationOf } from './locations.rules.ts';
import type { UserRow } from './users.reads.ts';
import { versionTag } from './version-tags.rules.ts';

type Json = Readonly<Record<string, unknown>>;

/** What has no value is left out (RFC 7643 §2.5). */
export const given = (values: Json): Json =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));

export function userResource(row: UserRow, publicUrl: string): Json {
  const id = String(row.id);
  const phones = [
    ...(row.phone ? [{ type: 'work', value: row.phone }] : []),
    ...(row.mobile ? [{ type: 'mobile', value: row.mobile }] : []),
  ];
  return given({
    schemas: [USER, ...(row.department ? [ENTERPRISE] : [])],
    id,
    externalId: row.externalId,
    userName: row.userName,
    name: given({ formatted: row.name, givenName: row.givenName, familyName: row.surname }),
    displayName: row.name,
    title: row.title,
    emails: row.email ? [{ type: 'work', value: row.email, primary: true }] : null,
    phoneNumbers: phones.length > 0 ? phones : null,
    locale: row.locale,
    timezone: row.timeZone,
    active: row.active,
    [ENTERPRISE]: row.department ? { department: row.department } : null,
    meta: {
      resourceType: 'User',
      created: row.createdAt,
      lastModified: row.updatedAt,
      location: locationOf(publicUrl, 'Users', id),
      version: versionTag(row.version),
    },
  });
}
