import type { HeldFlag } from '@portico/contracts/rights/flags.ts';
import type { TicketRule } from '@portico/contracts/rights/verdicts.ts';

type Origin = Pick<HeldFlag, 'from' | 'group'>;

/** Where the values come from that the rules judged by. */
export type Origins =
  | {
      readonly kind: 'contact';
      readonly id: number;
      readonly companyId: number;
      readonly allTickets: Origin;
      readonly approver: Origin;
      readonly queues: Origin;
    }
  | { readonly kind: 'tech'; readonly id: number; readonly queues: boolean; readonly companies: boolean; readonly categories: boolean };

/** The page of the administration where a rule is decided; null = in the ticket itself. */
export function settingOf(rule: TicketRule, origins: Origins): string | null {
  if (origins.kind === 'tech') {
    const own = `/techs/${origins.id}`;
    const lists = { 'tech.queue': origins.queues, 'tech.company': origins.companies, 'tech.category': origins.categories } as const;
    if (rule in lists) return lists[rule as keyof typeof lists] ? own : '/permissions?tab=staff';
    return rule === 'tech.archived' || rule === 'role.archive' ? own : null;
  }
  const details = `/contacts/${origins.id}`;
  const access = `${details}/access`;
  const place = ({ from, group }: Origin): string => {
    if (from === 'role') return details;
    if (from === 'group' && group) return `/contact-groups/${group.id}/access`;
    if (from === 'contact' || from === 'group') return access;
    return from === 'company' ? `/companies/${origins.companyId}/access` : '/permissions';
  };
  switch (rule) {
    case 'contact.company':
    case 'contact.manager':
      return details;
    case 'contact.queue':
      return place(origins.queues);
    case 'contact.allTickets':
      return place(origins.allTickets);
    case 'contact.approver':
      return place(origins.approver);
    case 'contact.viewTag':
    case 'contact.approveTag':
      return access;
    default:
      return null;
  }
}
