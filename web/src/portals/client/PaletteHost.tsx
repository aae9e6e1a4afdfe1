import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findRequests } from '../../features/requests/requests.queries.ts';
import { shapeOf, statusSentence } from '../../features/requests/status-sentence.ts';
import { servicesOf } from '../../features/services/services.queries.ts';
import { sitePath } from '../../lib/boot.ts';
import { catchEarlyKeys } from '../../ui/early-keys.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { StatusIcon } from '../../ui/StatusBadge.tsx';
import { serviceIcon } from '../../ui/service-icon.ts';
import type { CommandSource } from '../../ui/use-commands.ts';

const CommandPalette = lazy(() => import('../../ui/CommandPalette.tsx'));
const OPEN = 'portico:palette';
export const openPalette = (): void => void dispatchEvent(new Event(OPEN));

/** Find a ticket, a service or a page; and the keys that lead there without it. */
export function PaletteHost(): ReactNode {
  const { t } = useTranslation('client');
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const show = useCallback(() => {
    catchEarlyKeys();
    setOpen(true);
  }, []);
  useEffect(() => {
    addEventListener(OPEN, show);
    return () => removeEventListener(OPEN, show);
  }, [show]);
  const group = t('keys.everywhere');
  useHotkeys([
    { keys: 'mod+k', label: t('keys.palette'), group, run: show, whileTyping: true },
    { keys: '/', label: t('keys.search'), group, run: show },
    { keys: 'c', label: t('nav.new'), group, run: () => void navigate({ to: '/new' }) },
    { keys: 'g h', label: t('nav.home'), group, run: () => void navigate({ to: '/' }) },
    { keys: 'g t', label: t('nav.tickets'), group, run: () => void navigate({ to: '/tickets' }) },
    { keys: 'g p', label: t('nav.profile'), group, run: () => void navigate({ to: '/profile' }) },
  ]);
  if (!open) return null;
  return (
    <Suspense>
      <Palette onClose={() => setOpen(false)} />
    </Suspense>
  );
}

function Palette({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('client');
  const navigate = useNavigate();
  const services = useQuery(servicesOf()).data?.items;
  const sources = useMemo<readonly CommandSource[]>(
    () => [
      {
        name: t('nav.tickets'),
        commands: async (query, signal) =>
          (await findRequests(query, signal)).map((ticket) => ({
            id: `ticket-${ticket.id}`,
            label: ticket.title,
            note: `#${ticket.number} · ${statusSentence(ticket, t)}`,
            mark: <StatusIcon kind={shapeOf(ticket)} />,
            href: sitePath(`/portal/tickets/${ticket.number}`),
            run: () => void navigate({ to: '/tickets/$number', params: { number: String(ticket.number) } }),
          })),
      },
      {
        name: t('palette.pages'),
        commands: [
          { id: 'home', label: t('nav.home'), icon: 'home', keys: 'g h', run: () => void navigate({ to: '/' }) },
          { id: 'tickets', label: t('nav.tickets'), icon: 'ticket', keys: 'g t', run: () => void navigate({ to: '/tickets' }) },
          { id: 'new', label: t('nav.new'), icon: 'plus', keys: 'c', run: () => void navigate({ to: '/new' }) },
          { id: 'profile', label: t('nav.profile'), icon: 'person', keys: 'g p', run: () => void navigate({ to: '/profile' }) },
        ],
      },
      {
        name: t('palette.services'),
        commands: (services ?? []).map((service) => ({
          id: `service-${service.id}`,
          label: service.name,
          note: service.section,
          icon: serviceIcon(service.icon),
          href: sitePath(`/portal/new/${service.id}`),
          run: () => void navigate({ to: '/new/$service', params: { service: String(service.id) } }),
        })),
      },
    ],
    [t, navigate, services],
  );
  return <CommandPalette sources={sources} placeholder={t('palette.placeholder')} onClose={onClose} />;
}
