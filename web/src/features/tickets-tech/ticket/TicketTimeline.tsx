import type { TicketForTech } from '@portico/contracts/tickets/shapes.ts';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../lib/use-account.ts';
import { Button } from '../../../ui/Button.tsx';
import { RichTextView } from '../../../ui/RichTextView.tsx';
import { ErrorState, SkeletonText } from '../../../ui/States.tsx';
import { TimeAgo } from '../../../ui/TimeAgo.tsx';
import { Timeline, TimelineDivider, TimelineMessage } from '../../../ui/Timeline.tsx';
import { FileChips } from '../shared/FileChips.tsx';
import { person } from '../shared/person.ts';
import { type Block, firstSeqOf, isTold, seqOf } from './blocks.ts';
import { CommentItem } from './CommentItem.tsx';
import { EventLine } from './EventLine.tsx';
import { OutgoingItem } from './OutgoingItem.tsx';
import type { Outgoing } from './outbox.ts';
import s from './Ticket.module.css';
import { useTimeline } from './use-timeline.ts';

const NEAR_END = 120;

/** The conversation and everything that happened, oldest first, opened where the reader left off. */
export function TicketTimeline({
  ticket,
  sending,
  onPutBack,
}: {
  ticket: TicketForTech;
  sending: readonly Outgoing[];
  onPutBack: (item: Outgoing) => void;
}): ReactNode {
  const { t } = useTranslation('tech');
  const { query, blocks } = useTimeline(ticket.id);
  const me = useAccount().id;
  // Where the reader had been when the page opened; reading on does not move the mark.
  const [seen] = useState(ticket.seenSeq);
  const firstNew = seen > 0 ? blocks.find((block) => firstSeqOf(block) > seen && authorOf(block) !== me) : undefined;
  const box = useRef<HTMLElement>(null);
  const place = useScrollPlace(box, blocks, sending.length, query.isFetchingNextPage);

  if (query.isPending)
    return (
      <div className={s['timeline']}>
        <SkeletonText lines={8} label={t('ticket.loading')} />
      </div>
    );
  if (query.isError && blocks.length === 0) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const older = () => {
    place.keep();
    void query.fetchNextPage();
  };
  return (
    <div className={s['scrollFrame']}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section ref={box} className={s['timeline']} tabIndex={0} aria-label={t('ticket.timeline')} onScroll={place.onScroll}>
        {query.hasNextPage && (
          <div className={s['older']}>
            <Button size="sm" icon="chevron-up" busy={query.isFetchingNextPage} onClick={older}>
              {t('ticket.older', { count: Math.max(1, (query.data?.pages[0]?.total ?? 0) - blocks.length) })}
            </Button>
          </div>
        )}
        <Timeline label={t('ticket.timeline')}>
          {blocks.flatMap((block) => [
            ...(block === firstNew ? [<TimelineDivider key="new">{t('ticket.newSince')}</TimelineDivider>] : []),
            <TimelineBlock key={firstSeqOf(block)} block={block} ticket={ticket} />,
          ])}
          {sending.map((item) => (
            <OutgoingItem key={item.key} item={item} onPutBack={onPutBack} />
          ))}
        </Timeline>
      </section>
      {place.unseen > 0 && (
        <Button size="sm" kind="primary" icon="arrow-down" className={s['jump'] ?? ''} onClick={place.toEnd}>
          {t('ticket.newBelow', { count: place.unseen })}
        </Button>
      )}
      {place.unseen === 0 && place.far && (
        <Button size="sm" icon="arrow-down" className={s['jump'] ?? ''} onClick={place.toEnd}>
          {t('ticket.newest')}
        </Button>
      )}
    </div>
  );
}

const authorOf = (block: Block): number | undefined => (block.kind === 'event' ? block.entries[0] : block.entry)?.author?.id;

function TimelineBlock({ block, ticket }: { block: Block; ticket: TicketForTech }): ReactNode {
  if (block.kind === 'event') return <EventLine entries={block.entries} />;
  if (block.kind === 'comment')
    return block.entry.comment && <CommentItem ticket={ticket} entry={block.entry} comment={block.entry.comment} moved={block.moved} />;
  return <Request ticket={ticket} block={block} />;
}

/** The ticket's own text is the first thing said in it. */
function Request({ ticket, block }: { ticket: TicketForTech; block: Extract<Block, { kind: 'request' }> }): ReactNode {
  const { t } = useTranslation('tech');
  const author = block.entry.author ?? ticket.author ?? ticket.contact;
  const facts = [
    author.kind === 'contact' ? <bdi key="company">{ticket.company.name}</bdi> : t('ticket.for', { name: ticket.contact.name }),
    ticket.source && t('ticket.by', { source: ticket.source.name }),
    isTold(block.entry.via) && t('event.via', { name: block.entry.via.name }),
    <TimeAgo key="at" at={block.entry.at} form="stamp" />,
  ].filter((fact) => fact !== null && fact !== false);
  return (
    <TimelineMessage
      person={person(author)}
      facts={facts}
      files={ticket.attachments.length > 0 && <FileChips files={ticket.attachments} />}
    >
      {ticket.descriptionHtml === '' ? (
        <span className={s['deleted']}>{t('ticket.noText')}</span>
      ) : (
        <RichTextView html={ticket.descriptionHtml} imageUrls={ticket.inlineFiles} />
      )}
    </TimelineMessage>
  );
}

/** Opens at the end, stays there while the reader does, and keeps the place when older entries come in above. */
function useScrollPlace(box: React.RefObject<HTMLElement | null>, blocks: readonly Block[], sending: number, loadingOlder: boolean) {
  const atEnd = useRef(true);
  const kept = useRef<number | null>(null);
  const [far, setFar] = useState(false);
  const [seenUpTo, setSeenUpTo] = useState(0);
  const newest = blocks.length > 0 ? seqOf(blocks.at(-1) as Block) : 0;
  const toEnd = () => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
    atEnd.current = true;
    setSeenUpTo(newest);
    setFar(false);
  };
  const sent = useRef(sending);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when something was added, above or below
  useLayoutEffect(() => {
    const element = box.current;
    // Whoever sends wants to see it arrive, wherever he was reading.
    if (sending > sent.current) atEnd.current = true;
    sent.current = sending;
    if (!element || loadingOlder) return;
    if (kept.current !== null) {
      element.scrollTop += element.scrollHeight - kept.current;
      kept.current = null;
    } else if (atEnd.current) toEnd();
  }, [newest, blocks.length, sending, loadingOlder]);
  // Until the first entries are here there is a skeleton and nothing to watch.
  const shown = blocks.length > 0;
  useEffect(() => {
    const element = box.current;
    if (!element || !shown) return;
    // Pictures arrive late and push the end down; the composer grows and shrinks what is visible.
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [box, shown]);
  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    const left = element.scrollHeight - element.scrollTop - element.clientHeight;
    atEnd.current = left < NEAR_END;
    setFar(left > element.clientHeight);
    if (atEnd.current) setSeenUpTo(newest);
  };
  const unseen = seenUpTo === 0 ? 0 : blocks.filter((block) => seqOf(block) > seenUpTo).length;
  return {
    far,
    unseen,
    toEnd,
    onScroll,
    keep: () => {
      kept.current = box.current?.scrollHeight ?? null;
    },
  };
}
