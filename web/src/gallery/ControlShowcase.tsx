import { type ReactNode, useState } from 'react';
import { useScheme } from '../theme/apply-theme.ts';
import { Avatar, AvatarStack } from '../ui/Avatar.tsx';
import { Button, TextButton } from '../ui/Button.tsx';
import CommandPalette from '../ui/CommandPalette.tsx';
import { confirm } from '../ui/ConfirmDialog.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { SHAPES } from '../ui/icon-shapes.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Menu } from '../ui/Menu.tsx';
import { SplitButton } from '../ui/SplitButton.tsx';
import { PRIORITY_LEVELS, PriorityBadge, SlaBadge, STATUS_KINDS, StatusBadge } from '../ui/StatusBadge.tsx';
import { CountBadge, Logo, Pill, Progress, Tag } from '../ui/Surface.tsx';
import { toast } from '../ui/toast-store.ts';
import { Row, Show } from './Show.tsx';
import { PEOPLE, PERSON } from './samples.ts';

const STATUS_NAMES = [
  'New',
  'Customer replied',
  'Waiting for customer',
  'Waiting for supplier',
  'Waiting for approval',
  'Scheduled',
  'Resolved',
  'Closed',
];

export function ControlShowcase(): ReactNode {
  const [scheme, setScheme] = useScheme();
  const [palette, setPalette] = useState(false);
  const ask = () =>
    void confirm({
      title: 'Delete the group Mandantenverwaltung?',
      body: '11 people lose access to 34 shared tickets. The tickets stay with their owners. This cannot be undone.',
      act: 'Delete group',
      keep: 'Keep the group',
      danger: true,
    });
  return (
    <>
      <Show title="Buttons">
        <Row>
          <Button kind="primary">Approve request</Button>
          <Button>Decline</Button>
          <Button kind="subtle" icon="check" keys="e">
            Close
          </Button>
          <Button kind="danger" icon="trash" onClick={ask}>
            Delete group
          </Button>
          <Button kind="internal" icon="lock">
            Save internal note
          </Button>
        </Row>
        <Row>
          <SplitButton
            label="Send, set In progress"
            moreLabel="Choose the status to set"
            onPress={() => toast({ text: '3 tickets closed', icon: 'check-circle', action: { label: 'Undo', run: () => undefined } })}
            items={[{ label: 'Send, set Waiting' }, { label: 'Send and close' }]}
          />
          <SplitButton
            kind="internal"
            icon="lock"
            label="Save internal note"
            moreLabel="More ways to save"
            onPress={() => undefined}
            items={[{ label: 'Save and close' }]}
          />
        </Row>
        <Row>
          <Button kind="primary" size="sm" icon="reply" keys="r">
            Reply
          </Button>
          <Button size="sm" icon="lock" keys="n">
            Internal note
          </Button>
          <Button busy>Saving</Button>
          <Button disabled>Not now</Button>
          <IconButton icon="bell" label="Notifications, 2 new" dot />
          <IconButton icon="more" label="More" keys="m" />
          <CopyButton text="x" label="Copy link" />
          <TextButton>All tickets</TextButton>
        </Row>
        <Row>
          <Menu
            trigger={<Button icon="screen">Theme: {scheme}</Button>}
            items={[
              { heading: 'Theme' },
              { label: 'Follow the system', icon: 'screen', checked: scheme === 'system', onSelect: () => setScheme('system') },
              { label: 'Light', icon: 'sun', checked: scheme === 'light', onSelect: () => setScheme('light') },
              { label: 'Dark', icon: 'moon', checked: scheme === 'dark', onSelect: () => setScheme('dark') },
              'divider',
              { label: 'Delete', icon: 'trash', danger: true, keys: 'd' },
            ]}
          />
          <Button icon="search" keys="mod+k" onClick={() => setPalette(true)}>
            Find
          </Button>
          <Kbd keys="mod+enter" />
          <Logo />
        </Row>
      </Show>
      <Show title="Status, priority, promise">
        <Row>
          {STATUS_KINDS.map((kind, index) => (
            <StatusBadge key={kind} kind={kind} name={STATUS_NAMES[index] ?? ''} />
          ))}
        </Row>
        <Row>
          {PRIORITY_LEVELS.map((level) => (
            <PriorityBadge key={level} level={level} name={level} />
          ))}
        </Row>
        <Row>
          <SlaBadge state="ok" text="3:10" />
          <SlaBadge state="soon" text="0:42" />
          <SlaBadge state="breached" text="−0:18" />
          <SlaBadge state="paused" text="Paused" />
        </Row>
        <Row>
          <Pill tone="brand">VIP</Pill>
          <Pill tone="alt" icon="seal">
            Approver
          </Pill>
          <Pill tone="warn">1 of 4 stopped</Pill>
          <Pill tone="bad">Failed</Pill>
          <Pill tone="good">Working</Pill>
          <Pill tone="info">Draft</Pill>
          <Pill>Idle</Pill>
          <Tag>onboarding</Tag>
          <Tag removeLabel="Remove" onRemove={() => undefined}>
            Datenschutz
          </Tag>
          <CountBadge count={4} />
          <CountBadge count={120} hot />
        </Row>
        <Progress value={3} max={5} label="3 of 5 steps" />
      </Show>
      <Show title="People">
        <Row>
          {PEOPLE.map((person) => (
            <Avatar key={person.id} person={person} size={40} alone />
          ))}
          <Avatar person={null} size={40} alone />
        </Row>
        <Row>
          <Avatar person={PERSON} size={28} presence="available" alone />
          <Avatar person={PERSON} size={28} presence="away" alone />
          <Avatar person={PERSON} size={28} presence="busy" alone />
          <Avatar person={PERSON} size={20} alone />
          <AvatarStack people={PEOPLE} />
        </Row>
      </Show>
      <Show title="Icons">
        <Row>
          {(Object.keys(SHAPES) as IconName[]).map((name) => (
            <Icon key={name} name={name} size={20} label={name} />
          ))}
        </Row>
      </Show>
      {palette && <CommandPalette placeholder="Find or do anything" sources={SOURCES} onClose={() => setPalette(false)} />}
    </>
  );
}

const SOURCES = [
  {
    name: 'Tickets',
    commands: [
      { id: '1', label: 'VPN drops every 20 minutes for the whole dispatch team', icon: 'half', note: '48190', run: () => undefined },
    ],
  },
  { name: 'Actions', commands: [{ id: '2', label: 'New ticket for Halvorsen Logistics', icon: 'plus', keys: 'c', run: () => undefined }] },
] as const;
