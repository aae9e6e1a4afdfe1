import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, TextButton } from '../../ui/Button.tsx';
import { FileChip } from '../../ui/FileChip.tsx';
import { RichTextView } from '../../ui/RichTextView.tsx';
import { Bubble } from '../../ui/Timeline.tsx';
import type { Reader } from './RequestConversation.tsx';
import s from './Requests.module.css';
import type { Outgoing, OutgoingReplies } from './use-outgoing.ts';

/** A reply on its way: shown at once, and never lost when it does not arrive. */
export function OutgoingBubble({ item, me, outgoing }: { item: Outgoing; me: Reader; outgoing: OutgoingReplies }): ReactNode {
  const { t } = useTranslation('client');
  return (
    <Bubble
      own
      person={{ id: me.id, name: me.name, pictureUrl: me.picture }}
      name={t('ticket.you')}
      facts={[<span key="state">{item.failed === null ? t('outgoing.sending') : t('outgoing.notSent')}</span>]}
      files={
        item.files.length > 0
          ? item.files.map((file) => (
              <FileChip key={file.id} roomy file={file} onOpen={() => window.open(file.url, '_blank', 'noopener')} />
            ))
          : undefined
      }
    >
      <RichTextView html={item.html} />
      {item.failed !== null && (
        <div className={s['pending']} role="alert">
          <span className={s['failed']}>{item.failed || t('outgoing.interrupted')}</span>
          <Button size="sm" icon="refresh" onClick={() => outgoing.retry(item.key)}>
            {t('outgoing.retry')}
          </Button>
          <TextButton onClick={() => outgoing.withdraw(item.key)}>{t('outgoing.discard')}</TextButton>
        </div>
      )}
    </Bubble>
  );
}
