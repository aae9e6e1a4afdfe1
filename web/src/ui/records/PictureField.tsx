import { removePicture, setPicture } from '@portico/contracts/accounts/routes.ts';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../lib/api.ts';
import { sayError } from '../../lib/say-problem.ts';
import { formatBytes } from '../../lib/time.ts';
import { usePlace } from '../../lib/use-place.ts';
import { Avatar } from '../Avatar.tsx';
import { Button } from '../Button.tsx';
import { toast } from '../toast-store.ts';
import s from './PictureField.module.css';

const MOST_BYTES = 2 * 1024 * 1024;

/** A person's picture, saved the moment it is chosen; one's own is saved by other routes. */
export function PictureField({
  person,
  locked,
  save = (file) => call(setPicture, { params: { id: person.id }, body: file } as never),
  remove = () => call(removePicture, { params: { id: person.id } }),
  onChanged,
}: {
  person: { readonly id: number; readonly name: string; readonly picture: string | null };
  locked?: boolean;
  save?: (file: File) => Promise<unknown>;
  remove?: () => Promise<unknown>;
  onChanged: () => void;
}): ReactNode {
  const { t } = useTranslation('records');
  const { locale } = usePlace();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState('');
  const input = useRef<HTMLInputElement>(null);

  const run = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setRefused('');
    try {
      await work();
      toast({ icon: 'check-circle', text: done });
      onChanged();
    } catch (error) {
      setRefused(sayError(error, 'records'));
    } finally {
      setBusy(false);
    }
  };
  const choose = (file: File | undefined) => {
    if (!file) return;
    if (file.size > MOST_BYTES) return setRefused(t('picture.tooLarge', { size: formatBytes(file.size, locale) }));
    void run(() => save(file), t('picture.saved'));
  };

  return (
    <div className={s['row']}>
      <Avatar size={72} person={{ id: person.id, name: person.name, pictureUrl: person.picture }} />
      <div className={s['side']}>
        <div className={s['acts']}>
          <input
            ref={input}
            type="file"
            hidden
            accept="image/jpeg,image/png,image/gif,image/webp"
            onChange={(event) => {
              choose(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <Button icon="image" busy={busy} disabled={locked} onClick={() => input.current?.click()}>
            {person.picture ? t('picture.replace') : t('picture.choose')}
          </Button>
          {person.picture && !locked && (
            <Button kind="subtle" onClick={() => void run(remove, t('picture.removed'))}>
              {t('picture.remove')}
            </Button>
          )}
        </div>
        <p className={s['hint']}>{t('picture.hint')}</p>
        {refused && (
          <p className={s['refused']} role="alert">
            {refused}
          </p>
        )}
      </div>
    </div>
  );
}
