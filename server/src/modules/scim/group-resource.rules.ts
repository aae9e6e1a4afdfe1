import { GROUP } from './attributes.rules.ts';
import type { GroupRow, MemberRow } from './groups.reads.ts';
import { locationOf } from './locations.rules.ts';
import { given } from './user-resource.rules.ts';
import { versionTag } from './version-tags.rules.ts';

/** `members` null: not asked for, so not read. */
export function groupResource(row: GroupRow, members: readonly MemberRow[] | null, publicUrl: string) {
  const id = String(row.id);
  return given({
    schemas: [GROUP],
    id,
    externalId: row.externalId,
    displayName: row.name,
    members: members?.map((one) => ({
      value: String(one.id),
      display: one.name,
      type: 'User',
      $ref: locationOf(publicUrl, 'Users', one.id),
    })),
    meta: {
      resourceType: 'Group',
      created: row.createdAt,
      lastModified: row.updatedAt,
      location: locationOf(publicUrl, 'Groups', id),
      version: versionTag(row.version),
    },
  });
}
