import type { TicketItemForContact } from '@portico/contracts/tickets/shapes.ts';
import { viewAsContact } from '@portico/contracts/tickets/view-as.ts';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { callTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { Banner } from '../../ui/States.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import s from './ViewAsPanel.module.css';

type Item = Static<typeof TicketItemForContact>;
interface Seen {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** What a contact sees, as a list to read: nothing is opened in the contact's name, and nothing can be written. */
export function ViewAsPanel({ person }: { person: { readonly id: number; readonly name: string } }): ReactNode {
  const { t } = useTranslation('records');
  const [seen, setSeen] = useState<Seen | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const load = async () => {
    setBusy(true);
    setError(null);
    try {
      const cursor = seen?.next ?? undefined;
      const page = await callTech(viewAsContact, { params: { id: person.id }, body: cursor === undefined ? {} : { cursor } });
      setSeen({ items: [...(seen?.items ?? []), ...page.items], next: page.next });
    } catch (problem) {
      setError(sayError(problem, 'admin'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <FormCard title={t('viewAs.title', { name: person.name })} hint={t('viewAs.hint')}>
      {error && <Banner tone="bad">{error}</Banner>}
      {seen && (seen.items.length === 0 ? <p>{t('viewAs.empty')}</p> : <Tickets items={seen.items} />)}
      {(seen === null || seen.next !== null) && (
        <div>
          <Button icon="eye" busy={busy} onClick={() => void load()}>
            {t(seen ? 'viewAs.more' : 'viewAs.show')}
          </Button>
        </div>
      )}
    </FormCard>
  );
}

const Tickets = ({ items }: { items: readonly Item[] }): ReactNode => (
  <ul className={s['list']}>
    {items.map((ticket) => (
      <li key={ticket.id}>
        <span className={s['number']}>#{ticket.number}</span>
        <bdi className={s['title']}>{ticket.title}</bdi>
        <span className={s['state']}>{ticket.status.name}</span>
        <TimeAgo at={ticket.updatedAt} />
      </li>
    ))}
  </ul>
);
