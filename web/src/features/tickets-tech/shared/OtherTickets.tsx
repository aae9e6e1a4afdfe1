import type { PersonRef } from '@portico/contracts/accounts/shapes.ts';
import { list } from '@portico/contracts/tickets/routes.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readTech } from '../../../lib/for-tech.ts';
import { StatusIcon } from '../../../ui/StatusBadge.tsx';
import s from './Shared.module.css';

const SHOWN = 5;

/** What else this person waits for: answered together, it saves everybody a call. */
export function OtherTickets({ contact, without }: { contact: PersonRef; without: number }): ReactNode {
  const { t } = useTranslation('tech');
  const { data } = useQuery(readTech(list, { query: { contactId: [contact.id], state: 'open', limit: SHOWN + 1, count: true } }));
  const others = (data?.items ?? []).filter((row) => row.id !== without).slice(0, SHOWN);
  if (others.length === 0) return null;
  return (
    <section>
      <h3 className={s['headLine']}>
        <span>{t('side.alsoOpen', { name: contact.name })}</span>
        <span>{(data?.total ?? others.length + 1) - 1}</span>
      </h3>
      <ul className={s['others']}>
        {others.map((row) => (
          <li key={row.id}>
            <StatusIcon kind={row.status.kind} label={row.status.name} />
            <span className={s['otherNumber']}>{row.number}</span>
            <Link to="/tickets/$number" params={{ number: String(row.number) }} title={row.title}>
              <bdi>{row.title}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
