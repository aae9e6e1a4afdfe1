import { TECH_ROLES } from '@portico/contracts/access/actor.ts';
import { getSignInRules, setSignInRules } from '@portico/contracts/sign-in-rules/routes.ts';
import { EMAIL_LEVELS, SIGN_IN_METHODS, type SignInRules } from '@portico/contracts/sign-in-rules/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech, type TechReply } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { keyOf } from '../../lib/query.ts';
import { said } from '../../lib/say-problem.ts';
import { useIsMasterAdmin } from '../../lib/use-role.ts';
import { Checkbox, RadioCards } from '../../ui/Choices.tsx';
import { Page } from '../../ui/Page.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { QuietLink } from '../../ui/records/links.tsx';
import { OrderList } from '../../ui/records/OrderList.tsx';
import { RecordForm } from '../../ui/records/RecordForm.tsx';
import { Banner, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './SignInRules.module.css';

type Rules = TechReply<typeof getSignInRules>;
type Method = SignInRules['methods'][number];

export function SignInRulesPage(): ReactNode {
  const { t } = useTranslation('admin');
  const rules = useQuery(readTech(getSignInRules, {}));
  return (
    <Page title={t('nav.signInRules')} intro={t('signInRules.intro')}>
      {rules.data ? (
        <RulesForm rules={rules.data} />
      ) : rules.isError ? (
        <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />
      ) : (
        <SkeletonText lines={8} label={t('loading')} />
      )}
    </Page>
  );
}

function RulesForm({ rules }: { rules: Rules }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const locked = useIsMasterAdmin() ? undefined : t('locked.master');
  const { companies, ...initial } = rules;
  const form = useForm<SignInRules>({
    initial,
    onSubmit: said('admin', async (values: SignInRules): Promise<SignInRules> => {
      const { companies: own, ...stored } = await callTech(setSignInRules, { body: values });
      queries.setQueryData(keyOf(getSignInRules, {}), { ...stored, companies: own });
      toast({ icon: 'check-circle', text: t('signInRules.saved') });
      return stored;
    }),
  });
  const { methods } = form.values;
  return (
    <RecordForm form={form} submitLabel={t('save')} locked={locked}>
      <FormCard title={t('signInRules.methods')} hint={t('signInRules.methodsHint')}>
        <Methods methods={methods} locked={locked !== undefined} onChange={(next) => form.set('methods', next)} />
        {form.errors['methods'] && (
          <Banner tone="bad" live>
            {form.errors['methods']}
          </Banner>
        )}
        {!methods.some((one) => one.contacts) && <Banner tone="warn">{t('signInRules.contactsNone')}</Banner>}
      </FormCard>
      <FormCard title={t('signInRules.emailLevel')} hint={t('signInRules.emailLevelHint')}>
        <RadioCards
          {...form.field('emailLevel')}
          label={t('signInRules.emailLevel')}
          hideLabel
          options={EMAIL_LEVELS.map((value) => ({
            value,
            label: t(`signInRules.level.${value}.name`),
            hint: t(`signInRules.level.${value}.hint`),
          }))}
        />
      </FormCard>
      <FormCard title={t('signInRules.roles')} hint={t('signInRules.rolesHint')}>
        {TECH_ROLES.map((role) => (
          <Checkbox
            key={role}
            label={t(`role.${role}.name`)}
            checked={form.values.secondFactorRoles.includes(role)}
            onChange={(on) =>
              form.set(
                'secondFactorRoles',
                TECH_ROLES.filter((one) => (one === role ? on : form.values.secondFactorRoles.includes(one))),
              )
            }
          />
        ))}
      </FormCard>
      <FormCard title={t('signInRules.companies')} hint={t('signInRules.companiesHint')}>
        <Companies companies={companies} />
      </FormCard>
    </RecordForm>
  );
}

interface MethodsProps {
  readonly methods: readonly Method[];
  readonly locked: boolean;
  readonly onChange: (methods: Method[]) => void;
}

function Methods({ methods, locked, onChange }: MethodsProps): ReactNode {
  const { t } = useTranslation('admin');
  const rows = methods.map((one) => ({ ...one, id: SIGN_IN_METHODS.indexOf(one.method) }));
  const change = (method: Method['method'], part: Partial<Method>) =>
    onChange(methods.map((one) => (one.method === method ? { ...one, ...part } : one)));
  const move = (ids: readonly number[]) => onChange(ids.flatMap((id) => methods.filter(({ method }) => method === SIGN_IN_METHODS[id])));
  return (
    <OrderList
      label={t('signInRules.methods')}
      rows={rows}
      nameOf={(row) => t(`signInRules.method.${row.method}.name`)}
      {...(locked ? {} : { onMove: move })}
    >
      {(row) => (
        <div className={s['method']}>
          <div>
            <div className={s['name']}>{t(`signInRules.method.${row.method}.name`)}</div>
            <div className={s['hint']}>{t(`signInRules.method.${row.method}.hint`)}</div>
          </div>
          <fieldset className={s['who']} aria-label={t(`signInRules.method.${row.method}.name`)}>
            <Checkbox label={t('signInRules.contacts')} checked={row.contacts} onChange={(contacts) => change(row.method, { contacts })} />
            <Checkbox label={t('signInRules.staff')} checked={row.staff} onChange={(staff) => change(row.method, { staff })} />
          </fieldset>
        </div>
      )}
    </OrderList>
  );
}

function Companies({ companies }: { companies: Rules['companies'] }): ReactNode {
  const { t, i18n } = useTranslation('admin');
  if (companies.length === 0) return <p className={s['hint']}>{t('signInRules.companiesNone')}</p>;
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction' });
  return (
    <ul className={s['companies']}>
      {companies.map((company) => (
        <li key={company.id}>
          <QuietLink to="/companies/$id" params={{ id: String(company.id) } as never} search={{ tab: 'sign-in' } as never}>
            <bdi>{company.name}</bdi>
          </QuietLink>
          <span className={s['hint']}>
            {[
              company.methods === null
                ? t('signInRules.asWorkspace')
                : t('signInRules.onlyMethods', {
                    methods: list.format(company.methods.map((method) => t(`signInRules.method.${method}.name`))),
                  }),
              ...(company.secondFactor ? [t('signInRules.second')] : []),
              ...(company.sharedComputers ? [t('signInRules.shared')] : []),
            ].join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}
