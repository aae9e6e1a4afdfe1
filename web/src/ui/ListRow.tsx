import type { ComponentPropsWithRef, ReactNode } from 'react';
import { cx } from './class-names.ts';
import s from './ListRow.module.css';
import { Hidden } from './LiveRegion.tsx';

export interface TicketRowProps {
  /** Tick box at the start. */
  readonly pick?: ReactNode;
  /** The link that opens the row; it covers the row, other controls lie above it. */
  readonly title: ReactNode;
  readonly tags?: ReactNode;
  /** Parts of the second line, joined by dots; only the last one may be cut. */
  readonly facts: readonly ReactNode[];
  readonly endTop?: ReactNode;
  readonly endBottom?: ReactNode;
  /** Spoken name of the unread dot; the row is unread when it is given. */
  readonly unread?: string | undefined;
  readonly current?: boolean;
  readonly selected?: boolean;
}

/** The two-line row of the tech portal (52 px). */
export function TicketRow({ pick, title, tags, facts, endTop, endBottom, unread, current, selected }: TicketRowProps): ReactNode {
  const known = facts.filter((fact) => fact !== null && fact !== undefined && fact !== false);
  return (
    <div className={cx(s['row'], current && s['current'], selected && s['selected'], unread && s['unread'], !pick && s['noPick'])}>
      {pick && <span className={s['pick']}>{pick}</span>}
      <div className={s['middle']}>
        <div className={s['first']}>
          {unread && (
            <span className={s['dot']}>
              <Hidden>{unread}</Hidden>
            </span>
          )}
          <span className={s['title']}>{title}</span>
          {tags && <span className={s['tags']}>{tags}</span>}
        </div>
        <div className={s['second']}>
          {known.map((fact, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the order of facts in a row is fixed
            <span key={index} className={cx(s['fact'], index === known.length - 1 && s['cut'])}>
              {fact}
            </span>
          ))}
        </div>
      </div>
      <div className={s['end']}>
        <div className={s['endTop']}>{endTop}</div>
        <div className={s['endBottom']}>{endBottom}</div>
      </div>
    </div>
  );
}

/** Head of a group in a list: icon, words, how many. */
export function GroupHead({ icon, title, count }: { icon?: ReactNode; title: string; count?: number }): ReactNode {
  return (
    <h3 className={s['group']}>
      {icon}
      {title}
      {count !== undefined && <span className={s['count']}>{count}</span>}
    </h3>
  );
}

/** The roomy row of the client portal (72 px and up). */
export function RoomyRow({
  mark,
  title,
  line,
  actions,
}: {
  mark?: ReactNode;
  title: ReactNode;
  line?: ReactNode;
  actions?: ReactNode;
}): ReactNode {
  return (
    <li className={s['roomy']}>
      {mark && <span className={s['mark']}>{mark}</span>}
      <div className={s['roomyText']}>
        <div className={s['roomyTitle']}>{title}</div>
        {line && <div className={s['roomyLine']}>{line}</div>}
      </div>
      {actions && <div className={s['roomyActs']}>{actions}</div>}
    </li>
  );
}
/** A card of roomy rows; `waiting` gives it the edge of things that wait for the reader. */
export function RoomyList({ waiting, ...rest }: ComponentPropsWithRef<'ul'> & { waiting?: boolean }): ReactNode {
  return <ul className={cx(s['list'], waiting && s['waiting'])} {...rest} />;
}

/** What can be done with the ticked rows; floats over the list. */
export function BulkBar({ text, children }: { text: string; children: ReactNode }): ReactNode {
  return (
    <div className={s['bulk']} role="toolbar" aria-label={text}>
      <span className={s['bulkText']}>{text}</span>
      {children}
    </div>
  );
}
