import type { Actor, ContactActor } from '@portico/contracts/access/actor.ts';
import type {
  ContactGroupForContact,
  ContactGroupForTech,
  GroupMemberForContact,
  GroupMemberForTech,
} from '@portico/contracts/contact-groups/shapes.ts';
import type { Ctx } from '../../kernel/context.ts';
import { peopleSeen, withoutHidden } from '../accounts/index.ts';
import { groupCan, type Standing, standingIn } from './contact-groups.policy.ts';
import type { GroupRow, MemberRow } from './contact-groups.reads.ts';

export function groupForContact(actor: ContactActor, row: GroupRow): ContactGroupForContact {
  const standing = standingIn(actor, row);
  const seeMembers = groupCan(standing, 'seeMembers');
  const seeTickets = groupCan(standing, 'seeAllTickets');
  return {
    id: row.id,
    name: row.name,
    icon: row.icon,
    version: row.version,
    role: standing.role,
    memberCount: seeMembers ? row.memberCount : null,
    openTicketCount: seeTickets ? row.openTicketCount : null,
    can: { seeMembers, seeTickets, manageMembers: groupCan(standing, 'manageMembers'), leave: standing.role !== null },
  };
}

export const groupForTech = ({ companyId, companyName, ...row }: GroupRow): ContactGroupForTech => ({
  id: row.id,
  name: row.name,
  icon: row.icon,
  version: row.version,
  company: { id: companyId, name: companyName },
  role: row.role,
  tags: row.tags,
  active: row.active,
  deletedAt: row.deletedAt,
  memberCount: row.memberCount,
  openTicketCount: row.openTicketCount,
  createdAt: row.createdAt,
});

export const groupFor = (actor: Actor, row: GroupRow): ContactGroupForContact | ContactGroupForTech =>
  actor.kind === 'contact' ? groupForContact(actor, row) : groupForTech(row);

/** Members with their signed pictures, one query for the whole page. */
export async function memberViews(
  ctx: Ctx,
  rows: readonly MemberRow[],
  standing: Standing | null,
): Promise<(GroupMemberForContact | GroupMemberForTech)[]> {
  const people = await peopleSeen(
    ctx,
    rows.map((row) => row.id),
  );
  return rows.flatMap((row): (GroupMemberForContact | GroupMemberForTech)[] => {
    const person = people.get(row.id);
    if (!person) return [];
    // What a person hides is hidden here too.
    const { title, email } = withoutHidden({ title: row.title, email: row.email }, person.sees);
    const base = { ...person.ref, title, role: row.role };
    if (standing === null) return [{ ...base, email, active: row.active, addedAt: row.addedAt }];
    const isMe = row.id === ctx.actor.accountId;
    const can = {
      changeRole: groupCan(standing, isMe ? 'changeOwnRole' : 'changeOthersRoles'),
      remove: isMe || groupCan(standing, 'manageMembers'),
    };
    return [{ ...base, isMe, can }];
  });
}
