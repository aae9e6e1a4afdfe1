import type { Notice } from '@portico/contracts/notifications/shapes.ts';
import { describe, expect, it } from 'vitest';
import { freshOf } from './fresh.ts';

const NOW = Date.parse('2026-11-21T09:00:00.000Z');
const notice = (id: number, more: Partial<Notice> = {}): Notice => ({
  id,
  kind: 'ticket.commented',
  ticketId: 1,
  subject: { key: 's', values: {} },
  lead: { key: 'l', values: {} },
  link: '/tech/tickets/1',
  createdAt: '2026-11-21T08:59:30.000Z',
  readAt: null,
  alerts: ['desktop'],
  ...more,
});
const ids = (items: readonly Notice[], last: number) => freshOf(items, last, NOW).map((one) => one.id);

describe('what is announced', () => {
  it('is new, unread, wants to be heard, and no history', () => {
    const items = [
      notice(6),
      notice(5, { readAt: '2026-11-21T08:59:40.000Z' }),
      notice(4, { alerts: [] }),
      notice(3, { createdAt: '2026-11-21T02:00:00.000Z' }),
      notice(2),
      notice(1),
    ];
    expect(ids(items, 1)).toEqual([2, 6]);
    expect(ids(items, 6)).toEqual([]);
  });

  it('is three at most, the newest', () => {
    expect(ids([notice(9), notice(8), notice(7), notice(6), notice(5)], 0)).toEqual([7, 8, 9]);
  });
});
