import { getContactTags, listTags, setContactTags } from '@portico/contracts/rights/routes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Checkbox } from '../../ui/Choices.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { QuietLink } from '../../ui/records/links.tsx';
import { ErrorState } from '../../ui/States.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Rights.module.css';

interface Carried {
  readonly tagId: number;
  readonly mayView: boolean;
  readonly mayApprove: boolean;
}

/** Which group tags a contact carries, and what it may do with the tickets of the others who carry them. A tick holds at once. */
export function CarriedTags({ contactId }: { contactId: number }): ReactNode {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const input = { params: { id: contactId } };
  const tags = useQuery(readTech(listTags, { query: { limit: 100 } }));
  const carried = useQuery(readTech(getContactTags, input));
  const items: readonly Carried[] = carried.data?.items ?? [];
  const put = async (next: readonly Carried[]) => {
    try {
      const body = { items: next.map(({ tagId, mayView, mayApprove }) => ({ tagId, mayView, mayApprove })) };
      client.setQueryData(readTech(getContactTags, input).queryKey, await callTech(setContactTags, { ...input, body }));
      void client.invalidateQueries({ queryKey: ['rights.whyTicket'] });
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'admin') });
    }
  };
  if (tags.isError || carried.isError) return <ErrorState error={tags.error ?? carried.error} onRetry={() => void tags.refetch()} />;
  return (
    <FormCard title={t('rights.tags.title')} hint={t('rights.tags.carryHint')}>
      {tags.data?.items.length === 0 && (
        <p>
          {t('rights.tags.empty')}{' '}
          <QuietLink to="/permissions" search={{ tab: 'tags' } as never}>
            {t('rights.tags.make')}
          </QuietLink>
        </p>
      )}
      <ul className={s['rows']}>
        {tags.data?.items.map((tag) => {
          const mine = items.find((one) => one.tagId === tag.id);
          const others = items.filter((one) => one.tagId !== tag.id);
          const change = (part: Partial<Carried>) =>
            void put([...others, { tagId: tag.id, mayView: mine?.mayView ?? false, mayApprove: mine?.mayApprove ?? false, ...part }]);
          return (
            <li key={tag.id} className={s['row']}>
              <Checkbox
                label={<bdi>{tag.name}</bdi>}
                hint={tag.description || undefined}
                checked={mine !== undefined}
                onChange={(on) => (on ? change({}) : void put(others))}
              />
              <div>
                <Checkbox
                  label={t('rights.tags.view')}
                  disabled={!mine}
                  checked={mine?.mayView ?? false}
                  onChange={(mayView) => change({ mayView })}
                />
                <Checkbox
                  label={t('rights.tags.approve')}
                  disabled={!mine}
                  checked={mine?.mayApprove ?? false}
                  onChange={(mayApprove) => change({ mayApprove })}
                />
              </div>
            </li>
          );
        })}
      </ul>
    </FormCard>
  );
}
