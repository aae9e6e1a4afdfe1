import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { ApiProblem } from '../lib/problem.ts';
import { applyBrand } from '../theme/apply-theme.ts';
import { Button, TextButton } from '../ui/Button.tsx';
import { Checkbox, Switch } from '../ui/Choices.tsx';
import { Details, Section } from '../ui/Page.tsx';
import { Banner, EmptyState, ErrorState, SkeletonRows } from '../ui/States.tsx';
import { Pill } from '../ui/Surface.tsx';
import { ToastBar } from '../ui/Toasts.tsx';
import { Row, Show } from './Show.tsx';

const PROBLEM = new ApiProblem({ status: 500, code: 'x', detail: '', traceId: '7F3-20A' });
const BRANDS = ['#0B7A65', '#FFD400', '#0A1F44', '#F7A8C4', '#6666FF', '#E8590C'];

export function StateShowcase(): ReactNode {
  return (
    <>
      <Show title="Empty">
        <EmptyState
          title="No saved replies yet"
          actions={
            <>
              <Button kind="primary">Write the first one</Button>
              <Button>Start from five examples</Button>
            </>
          }
        >
          A saved reply is text you use again, with names filled in. Everyone on the team can use it.
        </EmptyState>
      </Show>
      <Show title="Loading">
        <SkeletonRows rows={4} label="Loading tickets" />
      </Show>
      <Show title="Error">
        <ErrorState
          error={PROBLEM}
          kept="Your text and Profile.xlsx are kept on this device."
          onRetry={() => undefined}
          actions={<Button>Copy the text</Button>}
        />
      </Show>
      <Show title="Banners and toasts">
        <Banner
          tone="warn"
          title="Mailbox rechnungen@kestrelvane.example stopped at 07:12."
          action={<Button size="sm">Sign in again</Button>}
        >
          Its sign-in expired. 4 mails wait there; none is lost.
        </Banner>
        <Banner>Mail is slower on Saturday evening.</Banner>
        <Banner tone="bad" title="Not saved.">
          The server refused the last change.
        </Banner>
        <Banner tone="good">Saved at 10:42</Banner>
        <ToastBar
          toast={{ id: -1, text: '3 tickets closed', icon: 'check-circle', action: { label: 'Undo', run: () => undefined }, sticky: true }}
        />
      </Show>
      <Show title="Details">
        <Section title="My open tickets" action={<TextButton>All tickets</TextButton>}>
          <Details
            items={[
              { name: 'Queue', value: 'Support' },
              { name: 'Company', value: 'Bergmann Steuerberatungsgesellschaft mbH' },
              { name: 'Also in it', value: <bdi>ليلى حداد</bdi> },
            ]}
          />
        </Section>
      </Show>
      <Show title="Any brand colour" wide>
        <Row>
          {BRANDS.map((colour) => (
            <BrandSample key={colour} colour={colour} />
          ))}
        </Row>
      </Show>
    </>
  );
}

function BrandSample({ colour }: { colour: string }): ReactNode {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (ref.current) applyBrand(colour, ref.current);
  }, [colour]);
  return (
    <div ref={ref} style={{ display: 'grid', gap: 10, justifyItems: 'start', padding: 8 }}>
      <span>{colour}</span>
      <Row>
        <Button kind="primary" size="sm">
          Approve
        </Button>
        <Checkbox hideLabel label="On" checked onChange={() => undefined} />
        <Switch hideLabel label="On" checked onChange={() => undefined} />
      </Row>
      <Row>
        <TextButton>All tickets</TextButton>
        <Pill tone="brand">VIP</Pill>
      </Row>
    </div>
  );
}
