import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../../lib/use-account.ts';
import { Button } from '../../../ui/Button.tsx';
import { RichTextView } from '../../../ui/RichTextView.tsx';
import { Banner } from '../../../ui/States.tsx';
import { TimelineMessage, TimelineNote } from '../../../ui/Timeline.tsx';
import { FileChips } from '../shared/FileChips.tsx';
import { type Outgoing, send } from './outbox.ts';
import s from './Ticket.module.css';

/** Shown the moment it is sent; when it did not arrive, it says so and keeps every word. */
export function OutgoingItem({ item, onPutBack }: { item: Outgoing; onPutBack: (item: Outgoing) => void }): ReactNode {
  const { t } = useTranslation('tech');
  const client = useQueryClient();
  const account = useAccount();
  const Item = item.visibility === 'internal' ? TimelineNote : TimelineMessage;
  return (
    <Item
      person={{ id: account.id, name: account.name, pictureUrl: account.picture }}
      facts={[item.state === 'sending' ? t('outbox.sending') : t('outbox.notSent')]}
      files={item.files.length > 0 && <FileChips files={item.files} />}
    >
      <div className={item.state === 'sending' ? s['sending'] : undefined}>
        <RichTextView html={item.html} imageUrls={item.imageUrls} />
      </div>
      {item.state === 'failed' && (
        <div className={s['failed']}>
          <Banner
            tone="bad"
            live
            action={
              <>
                <Button size="sm" kind="primary" onClick={() => void send(client, item)}>
                  {t('outbox.again')}
                </Button>
                <Button size="sm" onClick={() => onPutBack(item)}>
                  {t('outbox.putBack')}
                </Button>
              </>
            }
          >
            {item.why || t('outbox.noAnswer')} {item.again ? t('outbox.keptRetry') : t('outbox.kept')}
          </Banner>
        </div>
      )}
    </Item>
  );
}
