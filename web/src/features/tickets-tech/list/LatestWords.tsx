import type { TicketForTech, TimelineEntryForTech } from '@portico/contracts/tickets/shapes.ts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../../ui/Avatar.tsx';
import { RichTextView } from '../../../ui/RichTextView.tsx';
import { SkeletonText } from '../../../ui/States.tsx';
import { TimeAgo } from '../../../ui/TimeAgo.tsx';
import { InternalNote } from '../../../ui/Timeline.tsx';
import { FileChips } from '../shared/FileChips.tsx';
import { person } from '../shared/person.ts';
import { useNobody } from '../shared/use-nobody.ts';
import s from './Preview.module.css';

type Entries = readonly TimelineEntryForTech[];
const newest = (entries: Entries, visibility: 'public' | 'internal') =>
  entries.findLast((entry) => entry.comment && !entry.comment.isDeleted && entry.comment.visibility === visibility)?.comment;

/** The request, then the newest public words and the newest internal note. */
export function LatestWords({ ticket, entries }: { ticket: TicketForTech; entries: Entries | undefined }): ReactNode {
  const { t } = useTranslation('tech');
  const nobody = useNobody();
  if (!entries) return <SkeletonText lines={5} label={t('ticket.loading')} />;
  const [said, note] = [newest(entries, 'public'), newest(entries, 'internal')];
  return (
    <>
      {ticket.descriptionHtml !== '' && (
        <section>
          <h3>{t('preview.request')}</h3>
          <div className={s['clamp']}>
            <RichTextView quiet html={ticket.descriptionHtml} imageUrls={ticket.inlineFiles} />
          </div>
          {!said && <FileChips files={ticket.attachments} />}
        </section>
      )}
      {(said || note) && (
        <section>
          <h3>{t('preview.latest')}</h3>
          {said && (
            <div className={s['said']}>
              <Avatar person={person(said.author) ?? nobody} size={24} />
              <div>
                <div className={s['who']}>
                  <bdi>{(said.author ?? nobody).name}</bdi> · <TimeAgo at={said.createdAt} />
                </div>
                <div className={s['clamp']}>
                  <RichTextView html={said.bodyHtml} imageUrls={said.inlineFiles} />
                </div>
                <FileChips files={said.attachments} />
              </div>
            </div>
          )}
          {note && (
            <InternalNote person={person(note.author) ?? nobody} facts={[<TimeAgo key="at" at={note.createdAt} />]}>
              <div className={s['clamp']}>
                <RichTextView quiet html={note.bodyHtml} imageUrls={note.inlineFiles} />
              </div>
            </InternalNote>
          )}
        </section>
      )}
    </>
  );
}
