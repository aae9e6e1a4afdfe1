import { list as companyList } from '@portico/contracts/companies/routes.ts';
import { getContactCreation, saveContactCreation } from '@portico/contracts/contact-creation/routes.ts';
import { type ContactCreation, CREATION_RULES, type CreationRule } from '@portico/contracts/contact-creation/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { keyOf } from '../../lib/query.ts';
import { said } from '../../lib/say-problem.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Checkbox, RadioCards } from '../../ui/Choices.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Page } from '../../ui/Page.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { mutedClass } from '../../ui/Surface.tsx';
import { toast } from '../../ui/toast-store.ts';
import type { Option } from '../../ui/use-options.ts';
import { TryAddress } from './TryAddress.tsx';

interface Values {
  readonly rule: CreationRule;
  readonly catchAllCompanyId: Option | null;
  readonly confirmed: readonly string[];
}
const keyOfDomain = (one: ContactCreation['publicDomains'][number]): string => `${one.company.id} ${one.domain}`;
const valuesOf = ({ rule, catchAll, publicDomains }: ContactCreation): Values => ({
  rule,
  catchAllCompanyId: catchAll && { value: String(catchAll.id), label: catchAll.name },
  confirmed: publicDomains.filter(({ confirmed }) => confirmed).map(keyOfDomain),
});
const findCompanies = async (q: string, signal: AbortSignal): Promise<readonly Option[]> => {
  const found = await callTech(companyList, { query: { limit: 25, active: true, ...(q ? { q } : {}) } }, { signal });
  return found.items.map(({ id, name }) => ({ value: String(id), label: name }));
};

/** Who becomes a contact at the first sign-in, and a place to try it. */
export function ContactCreationPage(): ReactNode {
  const { t } = useTranslation('entry');
  const admin = useTranslation('admin').t;
  const creation = useQuery(readTech(getContactCreation, {}));
  return (
    <Page title={admin('nav.contactCreation')} intro={t('creation.intro')}>
      {creation.data ? (
        <>
          <TryAddress />
          <CreationForm newest={creation.data} />
        </>
      ) : creation.isError ? (
        <ErrorState error={creation.error} onRetry={() => void creation.refetch()} />
      ) : (
        <SkeletonText lines={8} label={admin('loading')} />
      )}
    </Page>
  );
}

function CreationForm({ newest }: { newest: ContactCreation }): ReactNode {
  const { t } = useTranslation('entry');
  const admin = useTranslation('admin').t;
  const queries = useQueryClient();
  const locked = useIsMasterAdmin() ? undefined : admin('locked.master');
  // What was typed stands on this state; a newer one takes its place only while nothing was typed.
  const [creation, setCreation] = useState(newest);
  const form = useForm<Values>({
    initial: valuesOf(creation),
    onSubmit: said('admin', async (values: Values): Promise<Values> => {
      const confirmedPublicDomains = creation.publicDomains
        .filter((one) => values.confirmed.includes(keyOfDomain(one)))
        .map(({ company, domain }) => ({ companyId: company.id, domain }));
      const catchAllCompanyId = values.catchAllCompanyId ? Number(values.catchAllCompanyId.value) : null;
      const stored = await callTech(
        saveContactCreation,
        { body: { rule: values.rule, catchAllCompanyId, confirmedPublicDomains } },
        { ifMatch: creation.version },
      );
      setCreation(stored);
      queries.setQueryData(keyOf(getContactCreation, {}), stored);
      void queries.invalidateQueries({ queryKey: ['contactCreation.preview'] });
      toast({ icon: 'check-circle', text: t('creation.saved') });
      return valuesOf(stored);
    }),
  });
  const { dirty, reset, values } = form;
  useEffect(() => {
    if (dirty || newest.version <= creation.version) return;
    setCreation(newest);
    reset(valuesOf(newest));
  }, [newest, creation.version, dirty, reset]);
  const toggle = (key: string, on: boolean) =>
    form.set('confirmed', on ? [...values.confirmed, key] : values.confirmed.filter((one) => one !== key));
  return (
    <RecordForm form={form} submitLabel={admin('save')} locked={locked}>
      <FormCard title={t('creation.rule')} hint={t('creation.ruleHint')}>
        <RadioCards
          {...form.field('rule')}
          label={t('creation.rule')}
          hideLabel
          options={CREATION_RULES.map((rule) => ({
            value: rule,
            label: t(`creation.rules.${rule}`),
            hint: t(`creation.ruleHints.${rule}`),
          }))}
        />
      </FormCard>
      <FormCard title={t('creation.catchAll')} hint={t('creation.catchAllHint')}>
        <Combobox
          label={t('creation.catchAll')}
          hideLabel
          optional
          disabled={locked !== undefined}
          placeholder={t('creation.noCatchAll')}
          options={findCompanies}
          error={form.errors['catchAllCompanyId']}
          value={values.catchAllCompanyId}
          onChange={(option) => form.set('catchAllCompanyId', option)}
        />
      </FormCard>
      <FormCard title={t('creation.public')} hint={t('creation.publicHint')}>
        {creation.publicDomains.length === 0 && <p className={mutedClass}>{t('creation.publicNone')}</p>}
        {creation.publicDomains.map((one) => (
          <Checkbox
            key={keyOfDomain(one)}
            label={t('creation.publicAllow', { domain: one.domain, company: one.company.name })}
            hint={t('creation.publicWarn', { domain: one.domain })}
            checked={values.confirmed.includes(keyOfDomain(one))}
            onChange={(on) => toggle(keyOfDomain(one), on)}
          />
        ))}
      </FormCard>
      <FormCard title={t('creation.shared')} hint={t('creation.sharedHint')}>
        {creation.sharedDomains.length === 0 && <p className={mutedClass}>{t('creation.sharedNone')}</p>}
        {creation.sharedDomains.map(({ domain, companies }) => (
          <p key={domain}>
            <bdi dir="ltr">{domain}</bdi>: <bdi>{companies.map(({ name }) => name).join(', ')}</bdi>
          </p>
        ))}
      </FormCard>
    </RecordForm>
  );
}
