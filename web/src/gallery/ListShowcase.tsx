import { type ReactNode, useState } from 'react';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Choices.tsx';
import { DataTable } from '../ui/DataTable.tsx';
import { Icon } from '../ui/Icon.tsx';
import { BulkBar, GroupHead, RoomyList, RoomyRow, TicketRow } from '../ui/ListRow.tsx';
import { PriorityBadge, SlaBadge, StatusBadge, StatusIcon } from '../ui/StatusBadge.tsx';
import { Name, Tag } from '../ui/Surface.tsx';
import { TabPanel, Tabs } from '../ui/Tabs.tsx';
import { TimeAgo } from '../ui/TimeAgo.tsx';
import type { RowId } from '../ui/table-state.ts';
import { Show } from './Show.tsx';
import { LONG, PEOPLE, PERSON } from './samples.ts';

export function ListShowcase(): ReactNode {
  const [tab, setTab] = useState<'mine' | 'open'>('mine');
  const [selected, setSelected] = useState<ReadonlySet<RowId>>(new Set([2]));
  const [descending, setDescending] = useState(false);
  const pick = (on: boolean, name: string) => <Checkbox hideLabel label={`Select ${name}`} checked={on} onChange={() => undefined} />;
  return (
    <>
      <Show title="Ticket list" wide>
        <Tabs
          id="views"
          label="Views"
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'mine', label: 'My queue', count: 14 },
            { value: 'open', label: 'Unassigned', count: 6 },
          ]}
        />
        <TabPanel id="views" value={tab}>
          <GroupHead icon={<SlaBadge state="breached" text="" />} title="Past due" count={1} />
          <TicketRow
            pick={pick(false, '48221')}
            unread="Unread"
            title={<a href="#a">Kassensystem offline in the Sögestraße branch</a>}
            facts={[
              <StatusBadge key="s" kind="progress" name="In progress" size={14} />,
              <PriorityBadge key="p" level="urgent" name="Urgent" />,
              '48221',
              'Pfefferkorn Bakeries, Dr. Anneliese Pfefferkorn',
            ]}
            endTop={
              <>
                <SlaBadge state="breached" text="−0:18" />
                <Avatar person={PERSON} size={20} alone />
              </>
            }
            endBottom={<TimeAgo at="2026-11-20T09:38:00Z" form="age" />}
          />
          <TicketRow
            current
            pick={pick(false, '48213')}
            unread="Unread"
            title={<a href="#b">Berechtigungsgruppenzuordnung for the Q4 project folders</a>}
            tags={<Tag>VIP</Tag>}
            facts={[
              <StatusBadge key="s" kind="progress" name="Customer replied" size={14} />,
              <PriorityBadge key="p" level="high" name="High" />,
              '48213',
              'Bergmann Steuerberatung, Jana Osterkamp',
            ]}
            endTop={
              <>
                <SlaBadge state="soon" text="0:42" />
                <Avatar person={PERSON} size={20} alone />
              </>
            }
            endBottom={<TimeAgo at="2026-11-20T09:33:00Z" form="age" />}
          />
          <TicketRow
            selected
            pick={pick(true, '48219')}
            title={
              <a href="#c">
                <bdi>طابعة الاستقبال لا تعمل</bdi>
              </a>
            }
            facts={[<StatusBadge key="s" kind="new" name="New" size={14} />, '48219', <bdi key="c">شركة النور للتجارة</bdi>]}
            endTop={
              <>
                <SlaBadge state="paused" text="Paused" />
                <Avatar person={null} size={20} alone />
              </>
            }
            endBottom={<TimeAgo at="2026-11-17T09:33:00Z" form="age" />}
          />
          <TicketRow
            pick={pick(false, '1')}
            title={<a href="#d">{LONG}</a>}
            facts={[<StatusBadge key="s" kind="scheduled" name="Scheduled" size={14} />, '48188', `${LONG}, Zoë 🦊 Winter`]}
            endTop={<SlaBadge state="ok" text="3:10" />}
            endBottom="2 h"
          />
        </TabPanel>
        <div style={{ position: 'relative', blockSize: 76 }}>
          <BulkBar text="3 selected">
            <Button size="sm" icon="person" keys="a">
              Assign
            </Button>
            <Button size="sm" icon="half" keys="s">
              Status
            </Button>
            <Button size="sm" keys="esc">
              Clear
            </Button>
          </BulkBar>
        </div>
      </Show>
      <Show title="Roomy list">
        <RoomyList waiting>
          <RoomyRow
            mark={<Avatar person={PERSON} size={40} />}
            title="Berechtigungsgruppenzuordnung for the Q4 project folders"
            line="With Sam, waiting for you: “Which profiles lost access?”"
            actions={<Button>Reply</Button>}
          />
          <RoomyRow
            mark={<StatusIcon kind="scheduled" size={20} />}
            title="New starter: Friederike Wolkenstein-Achterberg"
            line="Planned for Tuesday 1 December · 3 of 5 steps done"
          />
        </RoomyList>
      </Show>
      <Show title="Table" wide>
        <DataTable
          caption="People"
          rows={PEOPLE}
          selected={selected}
          onSelect={setSelected}
          sort={{ field: 'name', descending }}
          onSort={(sort) => setDescending(sort.descending)}
          rowName={(row) => row.name}
          total={524}
          more={{ load: () => undefined, busy: false }}
          columns={[
            { id: 'name', head: 'Name', sort: 'name', phone: 'title', cell: (row) => <Name>{row.name}</Name> },
            { id: 'company', head: 'Company', cell: () => 'Bergmann Steuerberatungsgesellschaft mbH' },
            { id: 'role', head: 'Role', sort: 'role', cell: () => 'Contact' },
            { id: 'seen', head: 'Last seen', align: 'end', cell: () => <TimeAgo at="2026-11-19T16:20:00Z" /> },
            { id: 'ok', head: 'Active', phone: 'hide', align: 'end', cell: () => <Icon name="check" size={16} label="Yes" /> },
          ]}
        />
      </Show>
    </>
  );
}
