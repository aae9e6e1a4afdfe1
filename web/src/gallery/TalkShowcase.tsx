import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { Composer } from '../ui/Composer.tsx';
import { FileChip } from '../ui/FileChip.tsx';
import { RichText } from '../ui/RichText.tsx';
import { RichTextView } from '../ui/RichTextView.tsx';
import { SplitButton } from '../ui/SplitButton.tsx';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import {
  Bubble,
  Conversation,
  ConversationEvent,
  Timeline,
  TimelineDivider,
  TimelineEvent,
  TimelineMessage,
  TimelineNote,
} from '../ui/Timeline.tsx';
import { Show } from './Show.tsx';
import { PEOPLE, PERSON } from './samples.ts';

const Lightbox = lazy(() => import('../ui/Lightbox.tsx'));
const FILE = { id: 1, name: 'Fehlermeldung.png', size: 214_000, mediaType: 'image/png', url: '/favicon.svg', thumbUrl: null };
const JANA = PEOPLE[0] ?? PERSON;
const LEYLA = PEOPLE[2] ?? PERSON;

export function TalkShowcase(): ReactNode {
  const [mode, setMode] = useState<'reply' | 'note'>('note');
  const [open, setOpen] = useState(false);
  const internal = mode === 'note';
  return (
    <>
      <Show title="Timeline" wide>
        <Timeline label="Timeline">
          <TimelineMessage
            person={JANA}
            facts={['Bergmann Steuerberatung', 'by portal', <TimeAgo key="t" at="2026-11-18T07:51:00Z" form="stamp" />]}
          >
            <RichTextView html="<p>Since this morning the Q4 project folders ask me for a permission I do not have.</p>" />
          </TimelineMessage>
          <TimelineEvent icon="person-add">
            <b>Sam Okafor</b> took this · priority Normal → <b>High</b> because Jana is VIP · 08:58
          </TimelineEvent>
          <TimelineMessage
            person={LEYLA}
            facts={['by e-mail', <TimeAgo key="t" at="2026-11-19T15:42:00Z" form="stamp" />]}
            files={<FileChip file={FILE} onOpen={() => setOpen(true)} />}
          >
            <RichTextView html="<p>لا أستطيع فتح مجلد «مشاريع الربع الرابع» منذ صباح اليوم.</p>" />
          </TimelineMessage>
          <TimelineNote person={PEOPLE[4] ?? PERSON} facts={[<TimeAgo key="t" at="2026-11-20T08:12:00Z" form="stamp" />]}>
            <RichTextView html='<p>Old profiles sit in <code>OU=Alt</code>. Do <strong>not</strong> run the cleanup. <a href="https://example.com">Guide</a></p>' />
          </TimelineNote>
          <TimelineDivider>New since you looked</TimelineDivider>
          <TimelineMessage person={PERSON} facts={['to Jana', <TimeAgo key="t" at="2026-11-20T09:33:00Z" />]}>
            <RichTextView html='<p>Hello</p><script>alert(1)</script><img src=x onerror=alert(1)><img src="file:9" alt="(picture)">' />
          </TimelineMessage>
        </Timeline>
        <Composer
          label="Answer"
          mode={mode}
          onMode={setMode}
          internal={internal}
          modes={[
            { value: 'reply', label: 'Reply to customer', icon: 'reply', keys: 'r' },
            { value: 'note', label: 'Internal note', icon: 'lock', keys: 'n' },
          ]}
          state="Draft saved"
          to={internal ? 'Only Kestrel & Vane staff see this.' : 'To Jana Osterkamp'}
          actions={
            <SplitButton
              kind={internal ? 'internal' : 'primary'}
              {...(internal ? { icon: 'lock' as const } : {})}
              label={internal ? 'Save internal note' : 'Send, set In progress'}
              moreLabel="Choose the status to set"
              onPress={() => undefined}
              items={[{ label: 'Send and close' }]}
            />
          }
        >
          <RichText label="Text of the answer" placeholder="Write a note" onChange={() => undefined} />
        </Composer>
      </Show>
      <Show title="Conversation">
        <Conversation label="Conversation">
          <Bubble own person={JANA} name="You" facts={['18 November, 08:51']}>
            Since this morning the Q4 project folders ask me for a permission I do not have.
          </Bubble>
          <ConversationEvent icon="person-add">Sam Okafor took this on · 18 November, 08:58</ConversationEvent>
          <Bubble person={LEYLA} facts={['Thursday, 16:42']} files={<FileChip roomy file={FILE} onOpen={() => setOpen(true)} />}>
            <RichTextView html="<p>لا أستطيع فتح مجلد «مشاريع الربع الرابع» منذ صباح اليوم.</p>" />
          </Bubble>
          <Bubble fresh person={PERSON} facts={['Kestrel & Vane', 'Today, 09:20']}>
            Your own access is back, Jana.
          </Bubble>
        </Conversation>
        <Button onClick={() => setOpen(true)}>Open the preview</Button>
      </Show>
      {open && (
        <Suspense>
          <Lightbox
            files={[FILE, { ...FILE, id: 2, name: 'Profile.xlsx', mediaType: 'application/x' }]}
            index={0}
            onIndex={() => undefined}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
