import { search } from '@portico/contracts/search/routes.ts';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useTicket } from '../../features/tickets-tech/shared/use-ticket.ts';
import { useTicketActions } from '../../features/tickets-tech/shared/use-ticket-actions.ts';
import { sitePath } from '../../lib/boot.ts';
import { callTech, type TechReply } from '../../lib/for-tech.ts';
import { useAccount } from '../../lib/use-account.ts';
import { setScheme } from '../../theme/apply-theme.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { StatusIcon } from '../../ui/StatusBadge.tsx';
import type { Command, CommandSource } from '../../ui/use-commands.ts';
import { openNewTicket } from './new-ticket.ts';

type Found = TechReply<typeof search>;

/** What the palette finds and does. The server is asked once for all kinds. */
export function usePaletteSources(): readonly CommandSource[] {
  const { t } = useTranslation('tech');
  const navigate = useNavigate();
  const doing = useDoing();
  const latest = useRef(doing);
  latest.current = doing;
  return useMemo(() => {
    const asked = new Map<string, Promise<Found>>();
    const find = (q: string, signal: AbortSignal): Promise<Found> => {
      const known = asked.get(q);
      if (known) return known;
      const answer = callTech(search, { query: { q, limit: 6 } }, { signal });
      asked.set(q, answer);
      answer.catch(() => asked.delete(q));
      return answer;
    };
    const source = (name: string, from: number, pick: (found: Found) => readonly Command[]): CommandSource => ({
      name,
      from,
      commands: async (q, signal) => pick(await find(q.replace(/^#/, ''), signal)),
    });
    const go = (to: string) => void navigate({ to });
    return [
      source(t('palette.tickets'), 1, (found) =>
        found.tickets.slice(0, 5).map((row) => ({
          id: `ticket-${row.id}`,
          label: row.title,
          mark: <StatusIcon kind={row.status.kind} label={row.status.name} />,
          note: `${row.number} · ${row.company.name}`,
          href: sitePath(`/tech/tickets/${row.number}`),
          run: () => go(`/tickets/${row.number}`),
        })),
      ),
      source(t('palette.people'), 2, (found) => [
        ...found.contacts.slice(0, 4).map((row) => ({
          id: `contact-${row.id}`,
          label: row.name,
          mark: <Avatar person={{ id: row.id, name: row.name, pictureUrl: row.picture }} size={20} />,
          note: row.company?.name ?? row.email ?? '',
          href: sitePath(`/tech/contacts/${row.id}`),
          run: () => go(`/contacts/${row.id}`),
        })),
        ...found.companies.map((row) => ({
          id: `company-${row.id}`,
          label: row.name,
          icon: 'company' as const,
          href: sitePath(`/tech/companies/${row.id}`),
          run: () => go(`/companies/${row.id}`),
        })),
      ]),
      source(t('palette.forThem'), 2, (found) => [
        ...found.contacts.slice(0, 2).map((row) => ({
          id: `new-${row.id}`,
          label: t('new.for', { name: row.name }),
          icon: 'plus' as const,
          run: () => openNewTicket({ id: row.id, name: row.name, company: row.company?.name ?? '' }),
        })),
        ...found.companies.slice(0, 2).map((row) => ({
          id: `only-${row.id}`,
          label: t('palette.onlyCompany', { name: row.name }),
          icon: 'filter' as const,
          run: () => void navigate({ to: '/tickets', search: { view: 'all', company: [row.id] } as never }),
        })),
      ]),
      { name: t('palette.actions'), commands: latest.current },
    ];
  }, [t, navigate]);
}

/** Acts that need no search; those on a ticket only where one is open. */
function useDoing(): readonly Command[] {
  const { t } = useTranslation('tech');
  const navigate = useNavigate();
  const account = useAccount();
  const { closeOrReopen, change } = useTicketActions();
  const { number } = useParams({ strict: false }) as { number?: string };
  const { data: ticket } = useTicket(number && /^\d{1,10}$/.test(number) ? Number(number) : null);
  const go = (id: string, label: string, to: string, keys: string, icon: Command['icon'], search: object = {}): Command => ({
    id,
    label,
    ...(keys ? { keys } : {}),
    ...(icon ? { icon } : {}),
    href: sitePath(`/tech${to}`),
    run: () => void navigate({ to, search: search as never }),
  });
  return [
    ...(ticket
      ? [
          {
            id: 'mine',
            icon: 'person-add' as const,
            label: t('palette.toMe', { number: ticket.number }),
            run: () => void change(ticket, { assigneeId: account.id }),
          },
          {
            id: 'close',
            icon: 'check' as const,
            keys: 'e',
            label: ticket.status.isClosed ? t('palette.reopen', { number: ticket.number }) : t('palette.close', { number: ticket.number }),
            run: () => void closeOrReopen([ticket]),
          },
        ]
      : []),
    { id: 'new', label: t('new.title'), icon: 'plus', keys: 'c', run: () => openNewTicket(null) },
    go('mine-view', t('view.mine'), '/tickets', 'g q', 'inbox', { view: 'mine' }),
    go('unassigned', t('view.unassigned'), '/tickets', '', 'person', { view: 'unassigned' }),
    go('all', t('view.all'), '/tickets', '', 'list', { view: 'all' }),
    go('contacts', t('keys.goContacts'), '/contacts', 'g c', 'people'),
    go('companies', t('keys.goCompanies'), '/companies', 'g o', 'company'),
    go('team', t('keys.goTeam'), '/team', 'g t', 'team'),
    go('settings', t('keys.goSettings'), '/settings/profile', 'g s', 'gear'),
    { id: 'light', label: t('palette.light'), icon: 'sun', run: () => setScheme('light') },
    { id: 'dark', label: t('palette.dark'), icon: 'moon', run: () => setScheme('dark') },
  ];
}
