import { importMetadata, test } from '@portico/contracts/identity-providers/routes.ts';
import type { IdentityProvider, ProviderFinding, SamlMetadata } from '@portico/contracts/identity-providers/shapes.ts';
import type { TFunction } from 'i18next';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callTech } from '../../lib/for-tech.ts';
import { sayError } from '../../lib/say-problem.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { FormCard } from '../../ui/records/FormCard.tsx';
import { Banner } from '../../ui/States.tsx';
import { TextArea } from '../../ui/TextField.tsx';
import s from './Providers.module.css';

/** What has to be copied into the provider's own settings. */
export function Addresses({ provider }: { provider: IdentityProvider }): ReactNode {
  const { t } = useTranslation('admin');
  const { redirectUri, acsUrl, entityId, consentUrl } = provider.addresses;
  const rows =
    provider.kind === 'saml'
      ? ([
          ['acsUrl', acsUrl],
          ['ourEntityId', entityId],
          ['metadata', entityId],
        ] as const)
      : ([['redirectUri', redirectUri], ...(consentUrl ? ([['consentUrl', consentUrl]] as const) : [])] as const);
  return (
    <FormCard title={t('providers.addresses')} hint={t('providers.addressesHint')}>
      <dl className={s['addresses']}>
        {rows.map(([key, address]) => (
          <div key={key}>
            <dt>{t(`providers.address.${key}`)}</dt>
            <dd>
              <code dir="ltr">{address}</code>
              <CopyButton text={address} label={t('providers.copy', { what: t(`providers.address.${key}`) })} />
            </dd>
          </div>
        ))}
      </dl>
    </FormCard>
  );
}

/** Codes are `noun.what`, and so are the keys of their words. */
function titleOf(t: TFunction<'admin'>, { code }: ProviderFinding): string {
  const [noun = '', what = ''] = code.split('.');
  return t(`providers.findings.${noun}.${what}` as 'providers.findings.keys.found', { defaultValue: code });
}

/** Asks the provider what can be asked without signing in. */
export function TryOut({ id, disabled }: { id: number; disabled: boolean }): ReactNode {
  const { t } = useTranslation('admin');
  const [findings, setFindings] = useState<readonly ProviderFinding[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setFailure(null);
    try {
      setFindings((await callTech(test, { params: { id } })).findings);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const tones = { good: 'good', warn: 'warn', bad: 'bad' } as const;
  return (
    <FormCard title={t('providers.test')} hint={t('providers.testHint')}>
      <div className={s['act']}>
        <Button icon="play" busy={busy} disabled={disabled} onClick={() => void run()}>
          {t('providers.testRun')}
        </Button>
        {disabled && <span className={s['muted']}>{t('providers.testSaveFirst')}</span>}
      </div>
      {failure !== null && (
        <Banner tone="bad" live>
          {sayError(failure, 'admin')}
        </Banner>
      )}
      <div className={s['findings']} role="status">
        {findings?.map((one) => (
          <Banner key={`${one.code} ${one.detail}`} tone={tones[one.level]} title={titleOf(t, one)}>
            <bdi lang="en">{one.detail}</bdi>
          </Banner>
        ))}
      </div>
    </FormCard>
  );
}

/** Fills the form from what the provider publishes about itself; nothing is saved yet. */
export function MetadataImport({ onRead }: { onRead: (metadata: SamlMetadata) => void }): ReactNode {
  const { t } = useTranslation('admin');
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>();
  const read = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const given = text.trim();
      onRead(await callTech(importMetadata, { body: /^https?:\/\/\S+$/.test(given) ? { url: given } : { xml: given } }));
      setText('');
    } catch (failure) {
      setError(sayError(failure, 'admin'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={s['import']}>
      <TextArea
        name="metadataImport"
        label={t('providers.importLabel')}
        hint={t('providers.importHint')}
        optional
        dir="ltr"
        spellCheck={false}
        value={text}
        onChange={setText}
        error={error}
      />
      <div className={s['act']}>
        <Button busy={busy} disabled={text.trim() === ''} onClick={() => void read()}>
          {t('providers.importRun')}
        </Button>
      </div>
    </div>
  );
}
