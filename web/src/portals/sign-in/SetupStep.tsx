import { runSetup } from '@portico/contracts/access/routes.ts';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { type Form, useForm } from '../../lib/form.ts';
import { applyBrand } from '../../theme/apply-theme.ts';
import { Button } from '../../ui/Button.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { Select } from '../../ui/Select.tsx';
import { Banner } from '../../ui/States.tsx';
import { Logo } from '../../ui/Surface.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { looksLikeEmail } from './EmailStep.tsx';
import { problemWords } from './problem-words.ts';
import s from './SignIn.module.css';
import type { SignIn } from './use-sign-in.ts';

const START = {
  token: '',
  workspaceName: '',
  brandColor: '#0B7A65',
  name: '',
  email: '',
  password: '',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
};
type Values = typeof START;

/** The first visit to an empty workspace. Loaded lazily: it is seen once in a workspace's life. */
export default function SetupStep({ signIn }: { signIn: SignIn }): ReactNode {
  const { t } = useTranslation('sign-in');
  const form = useForm<Values>({
    initial: START,
    validate: (values) => {
      const errors: Record<string, string> = {};
      if (!values.token.trim()) errors['token'] = t('setup.tokenMissing');
      if (!values.workspaceName.trim()) errors['workspaceName'] = t('setup.workspaceMissing');
      if (!/^#[0-9a-f]{6}$/i.test(values.brandColor)) errors['brandColor'] = t('setup.colourWrong');
      if (!values.name.trim()) errors['name'] = t('setup.nameMissing');
      if (!looksLikeEmail(values.email)) errors['email'] = t('email.wrong');
      return errors;
    },
    onSubmit: async ({ password, ...values }) => {
      const body = { ...values, token: values.token.trim(), email: values.email.trim(), ...(password ? { password } : {}) };
      await signIn.settle(await call(runSetup, { body }, { on401: 'throw' }));
    },
  });
  return (
    <form noValidate onSubmit={form.submit} className={s['step']}>
      <div className={s['words']}>
        <h1>{t('setup.title')}</h1>
        <p>{t('setup.intro')}</p>
      </div>
      <FormErrorSummary errors={form.errors} />
      {form.problem && (
        <Banner tone="bad" live>
          {problemWords(form.problem, t)}
        </Banner>
      )}
      <TextField
        label={t('setup.token')}
        hint={t('setup.tokenHint')}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        {...form.field('token')}
      />
      <WorkspacePart form={form} />
      <PersonPart form={form} />
      <Button type="submit" kind="primary" size="lg" wide busy={form.busy}>
        {t('setup.submit')}
      </Button>
    </form>
  );
}

function WorkspacePart({ form }: { form: Form<Values> }): ReactNode {
  const { t } = useTranslation('sign-in');
  const colour = form.values.brandColor;
  useEffect(() => {
    if (/^#[0-9a-f]{6}$/i.test(colour)) applyBrand(colour);
  }, [colour]);
  return (
    <section className={s['part']}>
      <h2>{t('setup.workspacePart')}</h2>
      <TextField
        label={t('setup.workspace')}
        hint={t('setup.workspaceHint')}
        autoComplete="organization"
        {...form.field('workspaceName')}
      />
      <div className={s['swatches']}>
        <input
          type="color"
          className={s['colour']}
          aria-label={t('setup.pickColour')}
          value={/^#[0-9a-f]{6}$/i.test(colour) ? colour : '#0B7A65'}
          onChange={(event) => form.set('brandColor', event.target.value.toUpperCase())}
        />
        <TextField label={t('setup.colour')} hideLabel spellCheck={false} dir="ltr" {...form.field('brandColor')} />
      </div>
      <div className={s['preview']} aria-hidden>
        <Logo />
        <bdi>{form.values.workspaceName || t('setup.workspaceSample')}</bdi>
        <Button kind="primary" tabIndex={-1}>
          {t('setup.sampleButton')}
        </Button>
      </div>
    </section>
  );
}

function PersonPart({ form }: { form: Form<Values> }): ReactNode {
  const { t } = useTranslation('sign-in');
  const zones = Intl.supportedValuesOf('timeZone');
  const all = zones.includes(START.timeZone) ? zones : [START.timeZone, ...zones];
  return (
    <section className={s['part']}>
      <h2>{t('setup.personPart')}</h2>
      <TextField label={t('setup.name')} autoComplete="name" {...form.field('name')} />
      <TextField label={t('email.label')} type="email" autoComplete="email" dir="ltr" {...form.field('email')} />
      <TextField
        label={t('password.label')}
        hint={t('setup.passwordHint')}
        type="password"
        optional
        autoComplete="new-password"
        dir="ltr"
        {...form.field('password')}
      />
      <Select
        label={t('setup.timeZone')}
        {...form.field('timeZone')}
        options={all.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
      />
    </section>
  );
}
