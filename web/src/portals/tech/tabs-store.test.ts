import { describe, expect, it } from 'vitest';
import { shown, type TicketTab } from './tabs-store.ts';

const tab = (number: number, pinned: boolean): TicketTab => ({ number, title: `T${number}`, kind: 'new', pinned });

describe('tabs of open tickets', () => {
  it('the one that is not pinned gives way to the next', () =>
    expect(shown([tab(1, true), tab(2, false)], { number: 3, title: 'T3', kind: 'new' }).map((one) => one.number)).toEqual([1, 3]));
  it('a ticket that is open already is not opened twice and stays pinned', () =>
    expect(shown([tab(1, true), tab(2, false)], { number: 1, title: 'New title', kind: 'closed' })).toEqual([
      { number: 1, title: 'New title', kind: 'closed', pinned: true },
      tab(2, false),
    ]));
});
