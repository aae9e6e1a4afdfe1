import type { Company } from '@portico/contracts/companies/shapes.ts';
import { getCompanySignInRules, getSignInRules, setCompanySignInRules } from '@portico/contracts/sign-in-rules/routes.ts';
import { SIGN_IN_METHODS, type SignInMethod } from '@portico/contracts/sign-in-rules/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech, type TechReply } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { keyOf } from '../../lib/query.ts';
import { said } from '../../lib/say-problem.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Checkbox, RadioCards } from '../../ui/Choices.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { toast } from '../../ui/toast-store.ts';

type Rules = TechReply<typeof getCompanySignInRules>;
interface Values {
  readonly source: 'inherit' | 'force';
  readonly methods: readonly SignInMethod[];
  readonly sharedComputers: boolean;
  readonly secondFactor: boolean;
}
const valuesOf = (rules: Rules): Values => ({
  source: rules.methods === null ? 'inherit' : 'force',
  methods: rules.methods ?? rules.inherited,
  sharedComputers: rules.sharedComputers,
  secondFactor: rules.secondFactor,
});

/** How people of this company may sign in. */
export function CompanySignIn({ company }: { company: Company }): ReactNode {
  const { t } = useTranslation('admin');
  const rules = useQuery(readTech(getCompanySignInRules, { params: { id: company.id } }));
  if (rules.data) return <RulesForm company={company} rules={rules.data} />;
  if (rules.isError) return <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />;
  return <SkeletonText lines={6} label={t('loading')} />;
}

function RulesForm({ company, rules }: { company: Company; rules: Rules }): ReactNode {
  const { t, i18n } = useTranslation('admin');
  const queries = useQueryClient();
  const locked = useIsMasterAdmin() ? undefined : t('locked.master');
  const input = { params: { id: company.id } };
  const nameOf = (method: SignInMethod) => t(`signInRules.method.${method}.name`);
  const form = useForm<Values>({
    initial: valuesOf(rules),
    onSubmit: said('admin', async ({ source, methods, sharedComputers, secondFactor }: Values): Promise<Values> => {
      const body = { methods: source === 'inherit' ? null : [...methods], sharedComputers, secondFactor };
      const stored = await callTech(setCompanySignInRules, { ...input, body });
      queries.setQueryData(keyOf(getCompanySignInRules, input), stored);
      void queries.invalidateQueries({ queryKey: keyOf(getSignInRules) });
      toast({ icon: 'check-circle', text: t('saved', { name: company.name }) });
      return valuesOf(stored);
    }),
  });
  const { source, methods } = form.values;
  const toggle = (method: SignInMethod, on: boolean) =>
    form.set(
      'methods',
      SIGN_IN_METHODS.filter((one) => (one === method ? on : methods.includes(one))),
    );
  const inherited = new Intl.ListFormat(i18n.language).format(rules.inherited.map(nameOf));
  return (
    <RecordForm form={form} submitLabel={t('save')} locked={locked}>
      <FormCard title={t('signInRules.own')} hint={t('signInRules.ownHint')}>
        <RadioCards
          {...form.field('source')}
          label={t('signInRules.own')}
          hideLabel
          options={[
            { value: 'inherit', label: t('signInRules.inherit.name'), hint: t('signInRules.inherit.hint', { methods: inherited }) },
            { value: 'force', label: t('signInRules.force.name'), hint: t('signInRules.force.hint') },
          ]}
        />
        {source === 'force' &&
          SIGN_IN_METHODS.map((method) => (
            <Checkbox key={method} label={nameOf(method)} checked={methods.includes(method)} onChange={(on) => toggle(method, on)} />
          ))}
        {source === 'force' && methods.length === 0 && <Banner tone="warn">{t('signInRules.noneChosen')}</Banner>}
      </FormCard>
      <FormCard title={t('signInRules.second')} hint={t('signInRules.secondHint')}>
        <Checkbox
          label={t('signInRules.secondLabel')}
          hint={t('signInRules.secondWhat')}
          checked={form.values.secondFactor}
          onChange={(on) => form.set('secondFactor', on)}
        />
      </FormCard>
      <FormCard title={t('signInRules.sharedTitle')} hint={t('signInRules.sharedHint')}>
        <Checkbox
          label={t('signInRules.sharedLabel')}
          hint={t('signInRules.sharedWhat')}
          checked={form.values.sharedComputers}
          onChange={(on) => form.set('sharedComputers', on)}
        />
      </FormCard>
    </RecordForm>
  );
}
