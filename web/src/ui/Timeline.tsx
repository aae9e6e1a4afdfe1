import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar, type Person } from './Avatar.tsx';
import { cx } from './class-names.ts';
import { Icon, type IconName } from './Icon.tsx';
import s from './Timeline.module.css';

interface Spoken {
  readonly person: Person;
  /** Company or recipient, channel, time: parts of the head line. */
  readonly facts: readonly ReactNode[];
  readonly children: ReactNode;
  readonly files?: ReactNode;
  readonly actions?: ReactNode;
}

/** Dense timeline of the tech portal; items hang on a thread. */
export function Timeline({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <ol className={s['timeline']} aria-label={label}>
      {children}
    </ol>
  );
}
export function TimelineMessage({ person, facts, children, files, actions }: Spoken): ReactNode {
  return (
    <li className={s['item']}>
      <Avatar person={person} size={28} />
      <article className={s['body']}>
        <Head person={person} facts={facts} actions={actions} />
        <div className={s['text']}>{children}</div>
        {files && <div className={s['files']}>{files}</div>}
      </article>
    </li>
  );
}
/** The yellow ground, the thick edge, the lock and the words belong to internal notes and to nothing else. */
export function TimelineNote({ person, facts, children, files, actions }: Spoken): ReactNode {
  return (
    <li className={s['item']}>
      <Avatar person={person} size={28} />
      <InternalNote person={person} facts={facts} files={files} actions={actions}>
        {children}
      </InternalNote>
    </li>
  );
}
export function InternalNote({ person, facts, children, files, actions }: Spoken): ReactNode {
  const { t } = useTranslation('ui');
  return (
    <article className={s['note']}>
      <Head
        person={person}
        facts={facts}
        actions={actions}
        lead={
          <span className={s['lock']}>
            <Icon name="lock" size={14} />
            {t('internal.name')}
          </span>
        }
      />
      <div className={s['text']}>{children}</div>
      {files && <div className={s['files']}>{files}</div>}
    </article>
  );
}
function Head({ person, facts, actions, lead }: Pick<Spoken, 'person' | 'facts' | 'actions'> & { lead?: ReactNode }): ReactNode {
  return (
    <header className={s['head']}>
      {lead}
      <bdi className={lead ? undefined : s['name']}>{person.name}</bdi>
      {facts.map((fact, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order of facts is fixed
        <span key={index} className={s['fact']}>
          {fact}
        </span>
      ))}
      {actions && <span className={s['actions']}>{actions}</span>}
    </header>
  );
}
/** One muted line; several changes of one moment are parts of it. */
export function TimelineEvent({ icon, children }: { icon: IconName; children: ReactNode }): ReactNode {
  return (
    <li className={cx(s['item'], s['event'])}>
      <span className={s['node']}>
        <Icon name={icon} size={16} />
      </span>
      <div className={s['line']}>{children}</div>
    </li>
  );
}
export function TimelineDivider({ children }: { children: ReactNode }): ReactNode {
  return <li className={s['divider']}>{children}</li>;
}

/** Roomy bubbles of the client portal: own ones sunken, the newest answer outlined in brand. */
export function Conversation({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <ol className={s['conversation']} aria-label={label}>
      {children}
    </ol>
  );
}
export function Bubble({
  person,
  name,
  facts,
  children,
  files,
  own,
  fresh,
}: Omit<Spoken, 'actions'> & { name?: string; own?: boolean; fresh?: boolean }): ReactNode {
  return (
    <li className={s['message']}>
      <Avatar person={person} size={40} />
      <article className={cx(s['bubble'], own && s['own'], fresh && s['fresh'])}>
        <header className={s['bubbleHead']}>
          <bdi className={s['name']}>{name ?? person.name}</bdi>
          {facts.map((fact, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order of facts is fixed
            <span key={index}>{fact}</span>
          ))}
        </header>
        <div className={s['text']}>{children}</div>
        {files && <div className={s['files']}>{files}</div>}
      </article>
    </li>
  );
}
export function ConversationEvent({ icon, children }: { icon: IconName; children: ReactNode }): ReactNode {
  return (
    <li className={cx(s['message'], s['happening'])}>
      <span className={s['disc']}>
        <Icon name={icon} size={14} />
      </span>
      <div>{children}</div>
    </li>
  );
}
