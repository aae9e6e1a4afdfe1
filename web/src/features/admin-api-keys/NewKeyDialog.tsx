import { createApiKey } from '@portico/contracts/access/routes.ts';
import { SCOPES } from '@portico/contracts/access/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { said, sayProblem } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choices.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { Banner } from '../../ui/States.tsx';
import { DateField, TextField } from '../../ui/TextField.tsx';
import s from './ApiKeys.module.css';

type Scope = (typeof SCOPES)[number];
interface Values {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly mayActAs: boolean;
  /** A day, or empty for no end. */
  readonly expiresAt: string;
}
const EMPTY: Values = { name: '', scopes: [], mayActAs: false, expiresAt: '' };

export function NewKeyDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('admin');
  const [token, setToken] = useState<string | null>(null);
  return token ? <TokenDialog token={token} onClose={onClose} /> : <FormDialog title={t('keys.new')} onClose={onClose} onMade={setToken} />;
}

function FormDialog({ title, onClose, onMade }: { title: string; onClose: () => void; onMade: (token: string) => void }): ReactNode {
  const { t } = useTranslation('admin');
  const queries = useQueryClient();
  const id = useId();
  const form = useForm<Values>({
    initial: EMPTY,
    validate: (values): Record<string, string> => ({
      ...(values.name.trim() ? {} : { name: t('keys.nameNeeded') }),
      ...(values.scopes.length > 0 ? {} : { scopes: t('keys.scopesNeeded') }),
    }),
    onSubmit: said('admin', async ({ name, scopes, mayActAs, expiresAt }: Values) => {
      const expires = expiresAt ? { expiresAt: new Date(`${expiresAt}T23:59:59`).toISOString() } : {};
      const made = await callTech(createApiKey, { body: { name: name.trim(), scopes: [...scopes], mayActAs, ...expires } });
      void queries.invalidateQueries({ queryKey: ['apiKeys.list'] });
      onMade(made.token);
    }),
  });
  const { scopes } = form.values;
  const toggle = (scope: Scope, on: boolean) => form.set('scopes', on ? [...scopes, scope] : scopes.filter((one) => one !== scope));
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" form={id} busy={form.busy}>
            {t('keys.create')}
          </Button>
        </>
      }
    >
      <form id={id} className={s['form']} noValidate onSubmit={(event) => void form.submit(event)}>
        <FormErrorSummary errors={form.errors} />
        {form.problem && (
          <Banner tone="bad" live>
            {sayProblem(form.problem, 'admin')}
          </Banner>
        )}
        <TextField
          {...form.field('name')}
          label={t('field.name')}
          hint={t('keys.nameHint')}
          maxLength={100}
          autoComplete="off"
          data-autofocus=""
          dir="auto"
        />
        <Field label={t('keys.scopes')} hint={t('keys.scopesHint')} error={form.errors['scopes']} name="scopes" group>
          {(ids) => (
            <div className={s['choices']} id={ids.id} tabIndex={-1}>
              {SCOPES.map((scope) => (
                <Checkbox
                  key={scope}
                  label={<code>{scope}</code>}
                  hint={scope === '*' ? t('keys.scope.all') : t(`keys.scope.${scopeKey(scope)}`)}
                  checked={scopes.includes(scope)}
                  onChange={(on) => toggle(scope, on)}
                />
              ))}
            </div>
          )}
        </Field>
        <DateField {...form.field('expiresAt')} label={t('keys.expires')} optional hint={t('keys.expiresHint')} />
        <Checkbox
          label={t('keys.actAs')}
          hint={t('keys.actAsHint')}
          checked={form.values.mayActAs}
          onChange={(on) => form.set('mayActAs', on)}
        />
      </form>
    </Dialog>
  );
}

type Named = Exclude<Scope, '*'>;
type KeyOf<S extends Named> = S extends `${infer Noun}:${infer Act}` ? `${Noun}-${Act}` : never;
const scopeKey = (scope: Named): KeyOf<Named> => scope.replace(':', '-') as KeyOf<Named>;

/** The only moment the key is readable. */
function TokenDialog({ token, onClose }: { token: string; onClose: () => void }): ReactNode {
  const { t } = useTranslation('admin');
  return (
    <Dialog
      open
      question
      title={t('keys.made')}
      onClose={() => undefined}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('keys.copied')}
        </Button>
      }
    >
      <p>{t('keys.once')}</p>
      <div className={s['token']}>
        <code dir="ltr">{token}</code>
        <CopyButton text={token} label={t('keys.copy')} />
      </div>
    </Dialog>
  );
}
