import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from '../../../ui/hotkeys.ts';
import { Banner } from '../../../ui/States.tsx';
import type { TicketActions } from '../shared/use-ticket-actions.ts';
import { CollisionBanner } from './CollisionBanner.tsx';
import { discard, type Outgoing } from './outbox.ts';
import s from './Ticket.module.css';
import { TicketComposer } from './TicketComposer.tsx';
import { type HeaderMenu, TicketHeader } from './TicketHeader.tsx';
import { TicketTimeline } from './TicketTimeline.tsx';
import { type Mode, useComposerDraft } from './use-composer-draft.ts';
import { useOutbox } from './use-outbox.ts';
import { usePresence } from './use-presence.ts';

interface Props {
  readonly ticket: TicketForTech;
  readonly actions: TicketActions;
  readonly compose: Mode | undefined;
  readonly onComposed: () => void;
  readonly onBack: () => void;
  readonly onDetails: () => void;
}

/** The middle of a ticket's page: header, timeline, composer, and the keys that act on them. */
export function TicketWork({ ticket, actions, compose, onComposed, onBack, onDetails }: Props): ReactNode {
  const { t } = useTranslation('tech');
  const [menu, setMenu] = useState<HeaderMenu>(null);
  const [mode, setMode] = useState<Mode>(compose ?? (ticket.can.comment ? 'reply' : 'note'));
  const [focus, setFocus] = useState(0);
  const [writing, setWriting] = useState(false);
  const sending = useOutbox(ticket.id);
  const colleagues = usePresence(ticket.id, writing ? 'replying' : 'viewing');
  const drafts = { reply: useComposerDraft(ticket.id, 'reply'), note: useComposerDraft(ticket.id, 'note') };
  const onWriting = useCallback((now: boolean) => setWriting(now), []);

  const write = useCallback((next: Mode) => {
    setMode(next);
    setFocus((count) => count + 1);
  }, []);
  useEffect(() => {
    if (!compose) return;
    write(compose);
    onComposed();
  }, [compose, onComposed, write]);
  const putBack = (item: Outgoing) => {
    const next: Mode = item.visibility === 'internal' ? 'note' : 'reply';
    const draft = drafts[next];
    draft.replace({
      html: draft.value.html === '' ? item.html : `${item.html}${draft.value.html}`,
      imageUrls: { ...draft.value.imageUrls, ...item.imageUrls },
      files: [...draft.value.files, ...item.files],
    });
    discard(item);
    write(next);
  };

  const group = t('keys.ticket');
  const key = (keys: string, label: string, run: () => void) => ({ keys, label, group, run });
  useHotkeys([
    key('r', t('keys.reply'), () => write('reply')),
    key('n', t('keys.note'), () => write('note')),
    key('e', t('keys.close'), () => void actions.closeOrReopen([ticket])),
    key('a', t('keys.assign'), () => setMenu('assign')),
    key('s', t('keys.status'), () => setMenu('status')),
    key('p', t('keys.priority'), () => setMenu('priority')),
    key('esc', t('keys.back'), onBack),
    { keys: 'mod+enter', label: t('keys.send'), group, whileTyping: true, run: () => undefined },
  ]);
  return (
    <section className={s['center']} aria-label={t('ticket.label', { number: ticket.number })}>
      <TicketHeader
        ticket={ticket}
        actions={actions}
        menu={menu}
        onMenu={setMenu}
        viewing={colleagues}
        onBack={onBack}
        onDetails={onDetails}
      />
      <TicketTimeline ticket={ticket} sending={sending} onPutBack={putBack} />
      <div className={s['write']}>
        {ticket.archivedAt !== null ? (
          <Banner tone="warn" icon="archive">
            {t('ticket.isArchived')}
          </Banner>
        ) : (
          <>
            <CollisionBanner replying={colleagues.filter((one) => one.state === 'replying')} />
            <TicketComposer ticket={ticket} mode={mode} onMode={write} draft={drafts[mode]} focus={focus} onWriting={onWriting} />
          </>
        )}
      </div>
    </section>
  );
}
