import { search } from '@portico/contracts/search/routes.ts';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { sitePath } from '../../lib/boot.ts';
import { callTech } from '../../lib/for-tech.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import CommandPalette from '../../ui/CommandPalette.tsx';
import type { Command, CommandSource } from '../../ui/use-commands.ts';
import { SECTIONS } from './pages.ts';

const NEW = [
  { key: 'company', to: '/companies/new', master: true },
  { key: 'contact', to: '/contacts/new', master: false },
  { key: 'serviceType', to: '/service-types/new', master: false },
  { key: 'tech', to: '/techs/new', master: true },
  { key: 'team', to: '/teams/new', master: false },
  { key: 'queue', to: '/queues/new', master: true },
] as const;

/** Every page, every person and company, and the things one can create. */
export default function AdminPalette({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('admin');
  const navigate = useNavigate();
  const isMaster = useIsMasterAdmin();
  const sources = useMemo<readonly CommandSource[]>(() => {
    const go = (to: string): Pick<Command, 'href' | 'run'> => ({ href: sitePath(`/admin${to}`), run: () => void navigate({ to }) });
    const pages: Command[] = [
      { id: 'home', label: t('nav.home'), icon: 'home', ...go('/') },
      ...SECTIONS.flatMap((section) =>
        section.pages.map((page) => ({
          id: page.key,
          label: t(`nav.${page.key}`),
          note: t(`nav.${section.key}`),
          icon: section.icon,
          ...go(page.to),
        })),
      ),
    ];
    const create: Command[] = NEW.filter((one) => isMaster || !one.master).map((one) => ({
      id: `new-${one.key}`,
      label: t(`palette.new.${one.key}`),
      icon: 'plus' as const,
      ...go(one.to),
    }));
    const people = async (query: string, signal: AbortSignal): Promise<readonly Command[]> => {
      const found = await callTech(search, { query: { q: query, limit: 6 } }, { signal });
      return [
        ...found.companies.map((one) => ({
          id: `company-${one.id}`,
          label: one.name,
          icon: 'company' as const,
          note: t('palette.company'),
          ...go(`/companies/${one.id}`),
        })),
        ...found.contacts.map((one) => ({
          id: `contact-${one.id}`,
          label: one.name,
          mark: face(one),
          note: one.company?.name ?? t('palette.contact'),
          ...go(`/contacts/${one.id}`),
        })),
        ...found.techs.map((one) => ({
          id: `tech-${one.id}`,
          label: one.name,
          mark: face(one),
          note: t('palette.tech'),
          ...go(`/techs/${one.id}`),
        })),
      ];
    };
    return [
      { name: t('palette.people'), commands: people },
      { name: t('palette.pages'), commands: pages },
      { name: t('palette.create'), commands: create },
    ];
  }, [t, navigate, isMaster]);
  return <CommandPalette sources={sources} placeholder={t('palette.find')} onClose={onClose} />;
}

const face = (one: { id: number; name: string; picture: string | null }): ReactNode => (
  <Avatar size={20} person={{ id: one.id, name: one.name, pictureUrl: one.picture }} />
);
