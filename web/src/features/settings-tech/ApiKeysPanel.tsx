import { createApiKey, listApiKeys, revokeApiKey } from '@portico/contracts/access/routes.ts';
import { SCOPES } from '@portico/contracts/access/shapes.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech, readTech } from '../../lib/for-tech.ts';
import { useForm } from '../../lib/form.ts';
import { keyOf } from '../../lib/query.ts';
import { sayError, sayProblem } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choices.tsx';
import { confirm } from '../../ui/ConfirmDialog.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FormErrorSummary } from '../../ui/FormErrorSummary.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Section } from '../../ui/Page.tsx';
import { Banner, EmptyState, ErrorState, SkeletonText } from '../../ui/States.tsx';
import { Pill } from '../../ui/Surface.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Settings.module.css';

/** Keys for programs that act as me. */
export function ApiKeysPanel(): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const { data, error, refetch } = useQuery(readTech(listApiKeys, {}));
  const [making, setMaking] = useState(false);
  const revoke = async (id: number, name: string) => {
    const sure = await confirm({
      title: t('apiKey.revokeTitle', { name }),
      body: t('apiKey.revokeBody'),
      act: t('apiKey.revoke'),
      keep: t('apiKey.keep'),
      danger: true,
    });
    if (!sure) return;
    await callTech(revokeApiKey, { params: { id } }).catch((problem) =>
      toast({ icon: 'warning', sticky: true, text: sayError(problem, 'tech') }),
    );
    void client.invalidateQueries({ queryKey: keyOf(listApiKeys) });
  };
  const create = (
    <Button icon="plus" onClick={() => setMaking(true)}>
      {t('apiKey.create')}
    </Button>
  );
  return (
    <Section title={t('apiKey.title')} action={data && data.items.length > 0 && create}>
      {error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={4} label={t('people.loading')} />
      ) : data.items.length === 0 ? (
        <EmptyState title={t('apiKey.none')} actions={create}>
          {t('apiKey.noneBody')}
        </EmptyState>
      ) : (
        <ul className={s['rows']}>
          {data.items.map((key) => (
            <li key={key.id}>
              <Icon name="key" />
              <div className={s['words']}>
                <span className={s['strong']}>
                  <bdi>{key.name}</bdi> <code>{key.prefix}</code> {key.revokedAt && <Pill>{t('apiKey.revoked')}</Pill>}
                </span>
                <span className={s['hint']}>
                  {key.scopes.join(', ')} · {key.lastUsedAt ? t('apiKey.used') : t('apiKey.neverUsed')}{' '}
                  {key.lastUsedAt && <TimeAgo at={key.lastUsedAt} />}
                </span>
              </div>
              {!key.revokedAt && (
                <Button size="sm" onClick={() => void revoke(key.id, key.name)}>
                  {t('apiKey.revoke')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {making && <NewKey onClose={() => setMaking(false)} />}
    </Section>
  );
}

function NewKey({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const [token, setToken] = useState<string | null>(null);
  const form = useForm<{ name: string; scopes: (typeof SCOPES)[number][] }>({
    initial: { name: '', scopes: ['tickets:read'] },
    validate: ({ name, scopes }) => ({
      ...(name.trim() ? {} : { name: t('apiKey.nameMissing') }),
      ...(scopes.length > 0 ? {} : { scopes: t('apiKey.scopeMissing') }),
    }),
    onSubmit: async ({ name, scopes }) => {
      const reply = await callTech(createApiKey, { body: { name: name.trim(), scopes } });
      setToken(reply.token);
      void client.invalidateQueries({ queryKey: keyOf(listApiKeys) });
    },
  });
  if (token !== null)
    return (
      <Dialog
        open
        question
        onClose={onClose}
        title={t('apiKey.made')}
        actions={
          <Button kind="primary" onClick={onClose}>
            {t('apiKey.copied')}
          </Button>
        }
      >
        <p>{t('apiKey.once')}</p>
        <div className={s['token']}>
          <code>{token}</code>
          <CopyButton text={token} label={t('apiKey.copy')} />
        </div>
      </Dialog>
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('apiKey.create')}
      actions={
        <>
          <Button onClick={onClose}>{t('new.cancel')}</Button>
          <Button kind="primary" busy={form.busy} onClick={() => void form.submit()}>
            {t('apiKey.create')}
          </Button>
        </>
      }
    >
      <form className={s['form']} noValidate onSubmit={(event) => void form.submit(event)}>
        <FormErrorSummary errors={form.errors} />
        {form.problem && (
          <Banner tone="bad" live>
            {sayProblem(form.problem, 'tech')}
          </Banner>
        )}
        <TextField {...form.field('name')} label={t('apiKey.name')} hint={t('apiKey.nameHint')} maxLength={100} />
        <fieldset id="field-scopes" tabIndex={-1}>
          <legend className={s['strong']}>{t('apiKey.scopes')}</legend>
          <div className={s['scopes']}>
            {SCOPES.map((scope) => (
              <Checkbox
                key={scope}
                label={scope === '*' ? t('apiKey.everything') : scope}
                checked={form.values.scopes.includes(scope)}
                onChange={(on) =>
                  form.set('scopes', on ? [...form.values.scopes, scope] : form.values.scopes.filter((one) => one !== scope))
                }
              />
            ))}
          </div>
        </fieldset>
      </form>
    </Dialog>
  );
}
