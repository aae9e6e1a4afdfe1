import { get as getCompany } from '@portico/contracts/companies/routes.ts';
import { check, get, start } from '@portico/contracts/contact-imports/routes.ts';
import type { ContactImport, Mapping } from '@portico/contracts/contact-imports/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { keyOf } from '../../lib/query.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { Page } from '../../ui/Page.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { BackLink, RouterButton } from '../../ui/records/links.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Progress } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Import.module.css';
import { ImportRows } from './ImportRows.tsx';
import { MappingForm } from './MappingForm.tsx';
import { UploadStep } from './UploadStep.tsx';

const isBusy = (one: ContactImport | undefined): boolean => one?.state === 'checking' || one?.state === 'running';

/** A file of contacts into one company: upload, columns, check, import. Each step can be left and found again by its address. */
export function ImportPage(): ReactNode {
  const { t } = useTranslation('people');
  const search = useSearch({ strict: false }) as { id?: string; companyId?: string };
  const navigate = useNavigate();
  const id = Number(search.id) || null;
  const companyId = Number(search.companyId) || 0;
  const company = useQuery({ ...readTech(getCompany, { params: { id: companyId } }), enabled: id === null && companyId > 0 });
  const given = company.data ? { value: String(company.data.id), label: company.data.name } : null;
  return (
    <Page title={t('import.title')} intro={t('import.intro')} back={<BackLink to="/contacts">{t('tags.contacts')}</BackLink>}>
      {id === null ? (
        <UploadStep
          key={given?.value ?? ''}
          given={given}
          onUploaded={(made) => void navigate({ to: '.', replace: true, search: { id: String(made.id) } as never })}
        />
      ) : (
        <Steps id={id} />
      )}
    </Page>
  );
}

function Steps({ id }: { id: number }): ReactNode {
  const { t } = useTranslation('people');
  const queries = useQueryClient();
  const input = { params: { id } };
  const query = useQuery({ ...readTech(get, input), refetchInterval: ({ state }) => (isBusy(state.data) ? 1500 : false) });
  const [busy, setBusy] = useState(false);
  const one = query.data;
  if (query.isError && !one) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!one) return <SkeletonText lines={6} label={t('import.loading')} />;
  const act = async (work: () => Promise<ContactImport>) => {
    setBusy(true);
    try {
      queries.setQueryData(keyOf(get, input), await work());
    } catch (error) {
      toast({ icon: 'warning', sticky: true, text: sayError(error, 'people') });
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ queryKey: ['contactImports.rows'] });
      void queries.invalidateQueries({ queryKey: ['contacts.list'] });
    }
  };
  const run = async () => {
    const values = { company: one.company.name, create: one.counts['create'] ?? 0, update: one.counts['update'] ?? 0 };
    const words = { title: t('import.startTitle', values), body: t('import.startBody', values), act: t('import.start'), keep: t('cancel') };
    if (await confirm(words)) await act(() => callTech(start, input));
  };
  const judge = (mapping: Mapping, mode: 'create' | 'update') => act(() => callTech(check, { ...input, body: { mapping, mode } }));
  const good = (one.counts['create'] ?? 0) + (one.counts['update'] ?? 0);
  return (
    <div className={s['steps']}>
      <FormCard title={one.fileName} hint={t('import.about', { company: one.company.name, encoding: one.encoding })} wide>
        {(one.state === 'uploaded' || one.state === 'checked' || one.state === 'failed') && (
          <MappingForm key={one.id} one={one} busy={busy} onCheck={judge} />
        )}
        {isBusy(one) && <Working one={one} />}
        {one.state === 'failed' && <Banner tone="bad">{t('import.failed')}</Banner>}
        {one.state === 'done' && (
          <Banner
            tone="good"
            action={
              <RouterButton to="/contacts" search={{ companyId: String(one.company.id), companyName: one.company.name } as never}>
                {t('import.showContacts')}
              </RouterButton>
            }
          >
            {t('import.done', { created: one.counts['created'] ?? 0, updated: one.counts['updated'] ?? 0 })}
          </Banner>
        )}
      </FormCard>
      {one.state === 'checked' && (
        <div className={s['bar']}>
          <Button kind="primary" icon="play" busy={busy} disabled={good === 0} onClick={() => void run()}>
            {t('import.startCount', { count: good })}
          </Button>
          <span>{t('import.nothingYet')}</span>
        </div>
      )}
      {(one.state === 'checked' || one.state === 'done') && <ImportRows one={one} />}
    </div>
  );
}

function Working({ one }: { one: ContactImport }): ReactNode {
  const { t } = useTranslation('people');
  const checking = one.state === 'checking';
  return (
    <div className={s['working']} role="status">
      <p>{checking ? t('import.checking', { count: one.total }) : t('import.running', { count: one.total })}</p>
      {!checking && <Progress value={one.position} max={one.total + 1} label={t('import.progress')} />}
      <p className={s['muted']}>{t('import.mayLeave')}</p>
    </div>
  );
}
