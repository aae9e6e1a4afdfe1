import { type ReactNode, use } from 'react';
import { useTranslation } from 'react-i18next';
import s from './Avatar.module.css';
import { cx } from './class-names.ts';
import { Icon } from './Icon.tsx';
import { avatarColour, initials } from './initials.ts';
import { type Presence, PresenceContext } from './presence.ts';
import { usePresenceWords } from './use-presence-words.ts';

export interface Person {
  readonly id: number | string;
  readonly name: string;
  readonly pictureUrl?: string | null | undefined;
}
export type AvatarSize = 20 | 24 | 28 | 32 | 40 | 48 | 72;

/** `alone` when no name stands beside it: then the picture carries the name for assistive technology too. */
export function Avatar({
  person,
  size = 24,
  presence: shown,
  alone,
}: {
  person: Person | null;
  size?: AvatarSize;
  presence?: Presence | undefined;
  alone?: boolean;
}): ReactNode {
  const { t } = useTranslation('ui');
  const states = use(PresenceContext);
  const words = usePresenceWords();
  const known = typeof person?.id === 'number' ? states.get(person.id) : undefined;
  const presence = shown ?? known?.state;
  const name = person?.name ?? t('avatar.unassigned');
  const state = shown ? t(`avatar.${shown}`) : known ? words(known) : '';
  const full = state ? `${name}, ${state}` : name;
  const told = alone ? { role: 'img', 'aria-label': full } : { 'aria-hidden': true };
  return (
    <span
      className={cx(s['avatar'], s[`z${size}`], person ? s[avatarColour(person.id)] : s['none'])}
      title={alone || state ? full : undefined}
      {...told}
    >
      {!person && <Icon name="person" size={size < 28 ? 14 : 18} />}
      {/* Also behind a picture: they are what is seen until it comes, and what stands on the line of the words beside it. */}
      {person && <span className={s['letters']}>{initials(person.name)}</span>}
      {person?.pictureUrl && <img src={person.pictureUrl} alt="" loading="lazy" decoding="async" />}
      {presence && <i className={cx(s['dot'], s[presence])} />}
    </span>
  );
}

/** Up to `max` faces, the rest as a number. */
export function AvatarStack({ people, size = 20, max = 4 }: { people: readonly Person[]; size?: AvatarSize; max?: number }): ReactNode {
  const { t } = useTranslation('ui');
  const rest = people.length - max;
  const names = new Intl.ListFormat(document.documentElement.lang, { style: 'short', type: 'unit' }).format(
    people.map((person) => person.name),
  );
  return (
    <span className={s['stack']} role="img" aria-label={names} title={names}>
      {people.slice(0, max).map((person) => (
        <Avatar key={person.id} person={person} size={size} />
      ))}
      {rest > 0 && (
        <span className={cx(s['avatar'], s[`z${size}`], s['slate'])}>
          <span className={s['letters']}>{t('avatar.more', { count: rest })}</span>
        </span>
      )}
    </span>
  );
}
