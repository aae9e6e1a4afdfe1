import type { TicketForContact, TimelineEntryForContact } from '@portico/contracts/tickets/shapes.ts';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import type { FileInfo } from '../../ui/files.ts';
import { ErrorState, SkeletonText } from '../../ui/States.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { Bubble, Conversation, ConversationEvent } from '../../ui/Timeline.tsx';
import { BodyWithFiles, FileChips } from './BodyWithFiles.tsx';
import { CommentBubble } from './CommentBubble.tsx';
import { eventWords } from './event-words.ts';
import { fileInfo } from './file-info.ts';
import { OutgoingBubble } from './OutgoingBubble.tsx';
import s from './Requests.module.css';
import { timelineOf } from './requests.queries.ts';
import type { OutgoingReplies } from './use-outgoing.ts';

export interface Reader {
  readonly id: number;
  readonly name: string;
  readonly picture: string | null;
}
interface ConversationProps {
  readonly ticket: TicketForContact;
  readonly me: Reader;
  readonly provider: string;
  readonly outgoing: OutgoingReplies;
  readonly onOpenFile: (files: readonly FileInfo[], index: number) => void;
}

/** The whole story in order: the request, answers as bubbles, what happened as single lines, and what is on its way. */
export function RequestConversation({ ticket, me, provider, outgoing, onOpenFile }: ConversationProps): ReactNode {
  const { t } = useTranslation('client');
  const found = useInfiniteQuery(timelineOf(ticket.id));
  const entries = [...(found.data?.pages ?? [])].reverse().flatMap((page) => page.items);
  const newest = entries.findLast((entry) => entry.comment && !entry.comment.isDeleted)?.comment;
  const freshId = newest?.author?.kind === 'tech' ? newest.id : null;
  if (found.isError && entries.length === 0) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <Conversation label={t('ticket.conversation')}>
      <Request ticket={ticket} me={me} provider={provider} onOpenFile={onOpenFile} />
      {found.hasNextPage && (
        <li className={s['older']}>
          <Button size="sm" busy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
            {t('ticket.older')}
          </Button>
        </li>
      )}
      {found.isPending && (
        <li>
          <SkeletonText label={t('ticket.loading')} />
        </li>
      )}
      {entries.map((entry) =>
        entry.comment ? (
          <CommentBubble
            key={entry.seq}
            comment={entry.comment}
            meId={me.id}
            provider={provider}
            fresh={entry.comment.id === freshId}
            onOpenFile={onOpenFile}
          />
        ) : (
          <Happening key={entry.seq} entry={entry} meId={me.id} />
        ),
      )}
      {outgoing.items.map((item) => (
        <OutgoingBubble key={item.key} item={item} me={me} outgoing={outgoing} />
      ))}
    </Conversation>
  );
}

function Request({ ticket, me, provider, onOpenFile }: Omit<ConversationProps, 'outgoing'>): ReactNode {
  const { t } = useTranslation('client');
  const { author } = ticket;
  const own = author.id === me.id;
  const files = ticket.attachments.map(fileInfo);
  const facts = [
    author.kind === 'tech' && <span key="from">{provider}</span>,
    <TimeAgo key="at" at={ticket.createdAt} form="stamp" />,
  ].filter(Boolean);
  return (
    <Bubble
      person={{ id: author.id, name: author.name, pictureUrl: author.picture }}
      {...(own ? { name: t('ticket.you'), own } : {})}
      facts={facts}
      files={files.length > 0 ? <FileChips files={files} onOpen={onOpenFile} /> : undefined}
    >
      {ticket.descriptionHtml ? (
        <BodyWithFiles html={ticket.descriptionHtml} inlineFiles={ticket.inlineFiles} onOpenFile={onOpenFile} />
      ) : (
        <bdi>{ticket.title}</bdi>
      )}
    </Bubble>
  );
}

function Happening({ entry, meId }: { entry: TimelineEntryForContact; meId: number }): ReactNode {
  const { t } = useTranslation('client');
  const words = eventWords(entry, meId, t);
  if (!words) return null;
  return (
    <ConversationEvent icon={words.icon}>
      {words.text} · <TimeAgo at={entry.at} form="stamp" />
    </ConversationEvent>
  );
}
