import { removeMyPicture, setMyPicture } from '@portico/contracts/accounts/routes.ts';
import type { Profile } from '@portico/contracts/accounts/shapes.ts';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CallInput, call } from '../../lib/api.ts';
import { sayError } from '../../lib/say-problem.ts';
import { formatBytes } from '../../lib/time.ts';
import { usePlace } from '../../lib/use-place.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { toast } from '../../ui/toast-store.ts';
import s from './Profile.module.css';

const MOST_BYTES = 2 * 1024 * 1024;

/** My picture, saved the moment it is chosen; a refusal says why and keeps the old one. */
export function MyPicture({ profile }: { profile: Profile }): ReactNode {
  const { t } = useTranslation('profile');
  const { locale } = usePlace();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState('');
  const picker = useRef<HTMLInputElement>(null);
  const run = async (work: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setRefused('');
    try {
      await work();
      toast({ icon: 'check-circle', text: done });
      // The picture stands in lists, conversations and the bar above.
      await client.invalidateQueries();
    } catch (error) {
      setRefused(sayError(error, 'profile'));
    } finally {
      setBusy(false);
    }
  };
  const choose = (file: File | undefined) => {
    if (!file) return;
    if (file.size > MOST_BYTES) return setRefused(t('picture.tooLarge', { size: formatBytes(file.size, locale) }));
    if (file.type && !/^image\/(jpeg|png|gif|webp)$/.test(file.type)) return setRefused(t('picture.wrongKind'));
    void run(() => call(setMyPicture, { body: file } as unknown as CallInput<typeof setMyPicture>), t('picture.saved'));
  };
  return (
    <div className={s['picture']}>
      <Avatar size={72} person={{ id: profile.id, name: profile.name, pictureUrl: profile.picture }} />
      <div className={s['pictureWords']}>
        <div className={s['acts']}>
          <input
            ref={picker}
            type="file"
            hidden
            accept="image/jpeg,image/png,image/gif,image/webp"
            onChange={(event) => {
              choose(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <Button icon="image" busy={busy} onClick={() => picker.current?.click()}>
            {profile.picture ? t('picture.replace') : t('picture.choose')}
          </Button>
          {profile.picture && (
            <Button kind="subtle" onClick={() => void run(() => call(removeMyPicture, {}), t('picture.removed'))}>
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
