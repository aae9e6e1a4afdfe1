import { describe, expect, it } from 'vitest';
import { checkArchive, checkDefaults, checkKindChange, checkQueue, statusFor } from './service-desk.rules.ts';
import type { ServiceDesk } from './service-desk.store.ts';

const row = { sort: 0, active: true, version: 1 };
const status = (id: number, name: string, kind: 'new' | 'progress' | 'closed', active = true) => ({
  ...row,
  id,
  name,
  kind,
  isClosed: kind === 'closed',
  active,
});
const desk: ServiceDesk = {
  queues: [
    {
      ...row,
      id: 1,
      name: 'Support',
      description: '',
      statusIds: [],
      defaultStatusId: null,
      closedStatusId: null,
      reopenedStatusId: null,
      updatedStatusId: null,
    },
    {
      ...row,
      id: 2,
      name: 'Projects',
      description: '',
      statusIds: [12, 14],
      defaultStatusId: 12,
      closedStatusId: 14,
      reopenedStatusId: null,
      updatedStatusId: 12,
    },
  ],
  statuses: [
    status(11, 'New', 'new'),
    status(12, 'In progress', 'progress'),
    status(13, 'Closed', 'closed'),
    status(14, 'Done', 'closed'),
    status(15, 'Old', 'progress', false),
  ],
  priorities: [{ ...row, id: 21, name: 'Normal', level: 'normal', color: '#6b6a64' }],
  sources: [{ ...row, id: 31, name: 'Portal' }],
  categories: [{ ...row, id: 41, name: 'General' }],
  defaults: {
    queueId: 1,
    sourceId: 31,
    priorityId: 21,
    categoryId: null,
    statusId: 11,
    closedStatusId: 13,
    reopenedStatusId: 12,
    updatedStatusId: null,
    somethingElse: true,
  },
};

describe('statusFor', () => {
  it("takes the queue's own status before the defaults", () => {
    expect(statusFor(desk, 2, 'closed')?.id).toBe(14);
    expect(statusFor(desk, 1, 'closed')?.id).toBe(13);
    expect(statusFor(desk, 1, 'reopened')?.id).toBe(12);
  });
  it('changes nothing on an update that nobody configured', () => {
    expect(statusFor(desk, 1, 'updated')).toBeNull();
    expect(statusFor(desk, 2, 'updated')?.id).toBe(12);
  });
  it('finds a status for a new or closed ticket even when nothing is configured', () => {
    const bare = { ...desk, defaults: { ...desk.defaults, statusId: null, closedStatusId: null, reopenedStatusId: null } };
    expect(statusFor(bare, 1, 'default')?.id).toBe(11);
    expect(statusFor(bare, 1, 'closed')?.id).toBe(13);
    expect(statusFor(bare, 1, 'reopened')?.id).toBe(11);
  });
  it('never answers an archived status', () => {
    expect(statusFor({ ...desk, defaults: { ...desk.defaults, statusId: 15 } }, 1, 'default')?.id).toBe(11);
  });
});

describe('checkQueue', () => {
  it('allows a list with an open and a closed status', () => expect(() => checkQueue(desk, { statusIds: [11, 13] })).not.toThrow());
  it('rejects a list that a ticket cannot leave or enter', () => {
    expect(() => checkQueue(desk, { statusIds: [11, 12] })).toThrow('at least one open and one closed');
    expect(() => checkQueue(desk, { statusIds: [13] })).toThrow('at least one open and one closed');
  });
  it('rejects unknown and archived statuses', () => {
    expect(() => checkQueue(desk, { statusIds: [99, 13] })).toThrow('does not exist or is archived');
    expect(() => checkQueue(desk, { statusIds: [15, 13] })).toThrow('does not exist or is archived');
  });
  it('rejects a purpose of the wrong side', () => {
    expect(() => checkQueue(desk, { closedStatusId: 11 })).toThrow('closes the ticket');
    expect(() => checkQueue(desk, { updatedStatusId: 13 })).toThrow('leaves the ticket open');
  });
});

describe('conflicts', () => {
  it('keeps what the defaults use', () => expect(() => checkArchive(desk, 'queues', 1)).toThrow('the defaults'));
  it('keeps a status that a queue lists, and names the queue', () => expect(() => checkArchive(desk, 'statuses', 14)).toThrow('Projects'));
  it('lets go of what nothing uses', () => expect(() => checkArchive(desk, 'statuses', 15)).not.toThrow());
  it('keeps a status on its side', () => {
    expect(() => checkKindChange(desk.statuses[0] as never, 'closed')).toThrow('cannot change between open and closed');
    expect(() => checkKindChange(desk.statuses[0] as never, 'scheduled')).not.toThrow();
  });
  it('rejects defaults that are gone', () =>
    expect(() => checkDefaults(desk, { ...desk.defaults, queueId: 77 })).toThrow('does not exist'));
});
