import { describe, expect, test } from 'vitest';
import { clockOf, inOrder, isTimeZone } from './times.ts';

const berlin = clockOf({ timeZone: 'Europe/Berlin' });

describe('times of a file', () => {
  test.each([
    ['29-02-2016 01:16', '2016-02-29T00:16:00.000Z'],
    ['01-07-2016 12:00', '2016-07-01T10:00:00.000Z'],
    // 02:30 was skipped: the later instant. 02:30 came twice: the first.
    ['27-03-2016 02:30', '2016-03-27T01:30:00.000Z'],
    ['30-10-2016 02:30', '2016-10-30T00:30:00.000Z'],
  ])('%s in Berlin is %s', (text, instant) => expect(berlin(text)).toBe(instant));

  test.each(['', '?', '30-02-2016 10:00', '29-02-2015 10:00', '01-13-2016 10:00', '01-01-2016 24:00', '2016-01-01 10:00', '1-1-2016 1:00'])(
    '%j is no time',
    (text) => expect(berlin(text)).toBeNull(),
  );

  test('belong to the zone that was asked for', () => {
    expect(clockOf({ timeZone: 'America/Sao_Paulo' })('29-02-2016 01:16')).toBe('2016-02-29T04:16:00.000Z');
    expect(isTimeZone('Europe/Oslo')).toBe(true);
    expect(isTimeZone('Europe/Nowhere')).toBe(false);
  });

  test('a row that claims to be later than the next one takes its time; no other moves', () => {
    expect(inOrder(['1', '5', '3', '3', '4'])).toEqual(['1', '3', '3', '3', '4']);
    expect(inOrder(['1', '2', '2', '9'])).toEqual(['1', '2', '2', '9']);
    expect(inOrder([])).toEqual([]);
  });
});
