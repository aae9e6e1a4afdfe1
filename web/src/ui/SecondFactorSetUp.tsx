import type { SetUp } from '@portico/contracts/second-factor/shapes.ts';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Static } from 'typebox';
import { renderSVG } from 'uqr';
import { Button } from './Button.tsx';
import { CodeInput } from './CodeInput.tsx';
import { CopyButton } from './CopyButton.tsx';
import s from './SecondFactorSetUp.module.css';
import { Banner } from './States.tsx';

interface SetUpProps {
  readonly setUp: Static<typeof SetUp>;
  /** Turns it on with a code of the app; false when it was refused. */
  readonly onCode: (code: string) => Promise<boolean>;
  readonly busy: boolean;
  readonly error: string | undefined;
}

/** Scan, type the code: the app is known to work before it counts. */
export function SecondFactorScan({ setUp, onCode, busy, error }: SetUpProps): ReactNode {
  const { t } = useTranslation('second-factor');
  const [code, setCode] = useState('');
  const send = (digits: string) =>
    void onCode(digits).then((worked) => {
      if (!worked) setCode('');
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(code);
  };
  return (
    <form noValidate className={s['setUp']} onSubmit={submit}>
      <div className={s['scan']}>
        <img className={s['qr']} alt={t('qr')} width={176} height={176} src={pictureOf(setUp.uri)} />
        <div className={s['words']}>
          <p>{t('scan')}</p>
          <p className={s['hint']}>{t('noScan')}</p>
          <p className={s['secret']}>
            <code dir="ltr">{setUp.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
            <CopyButton text={setUp.secret} label={t('copySecret')} />
          </p>
        </div>
      </div>
      <CodeInput label={t('code')} hint={t('codeHint')} value={code} onChange={setCode} onComplete={send} autoFocus error={error} />
      <div>
        <Button type="submit" kind="primary" busy={busy} disabled={code.length < 6}>
          {t('confirm')}
        </Button>
      </div>
    </form>
  );
}

/** White around it in every theme: cameras need the contrast. */
const pictureOf = (uri: string): string => `data:image/svg+xml,${encodeURIComponent(renderSVG(uri, { border: 2 }))}`;

/** Shown once, so that leaving takes a word. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }): ReactNode {
  const { t } = useTranslation('second-factor');
  const text = codes.join('\n');
  return (
    <div className={s['setUp']}>
      <Banner tone="warn" title={t('codesTitle')} live>
        {t('codesIntro')}
      </Banner>
      <ul className={s['codes']} dir="ltr">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={s['acts']}>
        <Button kind="primary" onClick={onKept}>
          {t('kept')}
        </Button>
        <a className={s['file']} download={t('fileName')} href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}>
          {t('download')}
        </a>
        <CopyButton text={text} label={t('copyCodes')} />
      </div>
    </div>
  );
}
