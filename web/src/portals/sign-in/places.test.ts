import type { Destination } from '@portico/contracts/access/shapes.ts';
import { describe, expect, it } from 'vitest';
import { addressOf, obviousPlace, orderPlaces, safeTarget } from './places.ts';

const place = (accountId: number, portal: Destination['portal'], company: string | null = null): Destination => ({
  accountId,
  portal,
  company,
  name: 'Jana Osterkamp',
  lastEnteredAt: null,
  isCurrent: false,
  missingProofs: [],
  mustSetUp: false,
});
const [tech, admin, bergmann, orchard] = [
  place(1, 'tech'),
  place(1, 'admin'),
  place(2, 'portal', 'Bergmann'),
  place(3, 'portal', 'Orchard'),
];

describe('safeTarget', () => {
  it.each(['/portal', '/portal/tickets/12?tab=a#b', '/tech?x', '/admin/mail'])('keeps %s', (to) => expect(safeTarget(to)).toBe(to));
  it.each([null, '//evil.example', 'https://evil.example', '/portalx', '/api/v1/me', '/portal\\evil', 'javascript:alert(1)'])(
    'forgets %s',
    (to) => expect(safeTarget(to)).toBeNull(),
  );
});

describe('addressOf', () => {
  it('follows a deep link within the chosen portal', () => expect(addressOf(bergmann, '/portal/tickets/12')).toBe('/portal/tickets/12'));
  it('starts at the home of another portal', () => expect(addressOf(tech, '/portal/tickets/12')).toBe('/tech'));
});

describe('obviousPlace', () => {
  it('is the only place there is', () => expect(obviousPlace([bergmann], null, null)).toBe(bergmann));
  it('is the only place that fits the deep link', () => expect(obviousPlace([tech, admin, bergmann], '/admin/mail', null)).toBe(admin));
  it('is the remembered place', () => expect(obviousPlace([tech, bergmann, orchard], null, '3:portal')).toBe(orchard));
  it('asks when several fit', () => expect(obviousPlace([tech, bergmann, orchard], '/portal/tickets/1', null)).toBeNull());
  it('does not follow a memory against the deep link', () =>
    expect(obviousPlace([tech, bergmann, orchard], '/portal', '1:tech')).toBeNull());
});

it('orderPlaces puts those of the deep link first', () =>
  expect(orderPlaces([tech, admin, bergmann], '/portal')).toEqual([bergmann, tech, admin]));
