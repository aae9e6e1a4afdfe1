import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nowMs } from '../../kernel/clock.ts';
import { Refusal } from '../../kernel/errors.ts';
import { criteriaOf } from './criteria.rules.ts';
import { parseFilter, parsePath } from './filter.rules.ts';

const eq = (attribute: string, value: unknown) => ({ op: 'eq', attribute, value });

describe('reads', () => {
  it.each([
    ['userName eq "anna@contoso.test"', eq('userName', 'anna@contoso.test')],
    ['userName EQ "CORP\\\\anna \\"A\\" \\u00fc"', eq('userName', 'CORP\\anna "A" ü')],
    ['active eq True', eq('active', true)],
    ['a eq 1 and b eq null', { op: 'and', filters: [eq('a', 1), eq('b', null)] }],
    ['a eq 1 or b eq 2 and c eq 3', { op: 'or', filters: [eq('a', 1), { op: 'and', filters: [eq('b', 2), eq('c', 3)] }] }],
    ['not (title pr)', { op: 'not', filter: { op: 'pr', attribute: 'title' } }],
    ['emails[type eq "work"]', { op: 'within', attribute: 'emails', filter: eq('type', 'work') }],
    [
      'emails[type eq "work"].value eq "a"',
      { op: 'and', filters: [{ op: 'within', attribute: 'emails', filter: eq('type', 'work') }, eq('emails.value', 'a')] },
    ],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a"', eq('urn:ietf:params:scim:schemas:core:2.0:User:userName', 'a')],
    ['userName eq "and"', eq('userName', 'and')],
    ['userName eq "x) or (a pr"', eq('userName', 'x) or (a pr')],
  ])('%s', (text, filter) => {
    expect(parseFilter(text)).toEqual(filter);
  });

  it('paths of changes', () => {
    expect(parsePath('name.givenName')).toEqual({ attribute: 'name.givenName', filter: null, sub: null });
    expect(parsePath('emails[type eq "work"].value')).toEqual({ attribute: 'emails', filter: eq('type', 'work'), sub: 'value' });
    expect(parsePath('members[value eq "12"]')).toEqual({ attribute: 'members', filter: eq('value', '12'), sub: null });
  });

  it('what lists can be narrowed to, by whatever name', () => {
    const criteria = (text: string) => criteriaOf('User', parseFilter(text));
    expect(criteria('URN:ietf:params:scim:schemas:core:2.0:User:USERNAME eq "a"')).toEqual({ userName: 'a' });
    expect(criteria('emails[type eq "work" and value eq "a@b.c"]')).toEqual({ email: 'a@b.c' });
    expect(criteria('active eq "False" and externalId eq "7"')).toEqual({ active: false, externalId: '7' });
    expect(criteria('id eq "12; drop"')).toEqual({ id: 0 });
  });
});

describe('refuses', () => {
  it.each([
    '',
    'userName',
    'userName eq',
    'userName eq anna',
    'userName eq "anna',
    'userName eq "a" and',
    'userName eq "a" "b"',
    'userName is "a"',
    '(userName eq "a"',
    'emails[type eq "work"',
    'userName eq "a\nb"',
    "userName eq 'a'",
    'userName eq {"a":1}',
    '😀 eq "a"',
  ])('%j', (text) => {
    expect(() => parseFilter(text)).toThrow(Refusal);
  });

  it('filters that never end, in no time', () => {
    const began = nowMs();
    const endless = [
      '('.repeat(1_900),
      'not '.repeat(450),
      'a['.repeat(900),
      `userName eq "${'\n'.repeat(1_900)}`,
      `userName eq "${'\\'.repeat(1_900)}`,
      `userName eq "${'\\"'.repeat(900)}`,
      ' '.repeat(1_999),
      `${'a eq 1 and '.repeat(170)}b`,
      'x'.repeat(5_000_000),
    ];
    for (const text of endless) expect(() => parseFilter(text)).toThrow(Refusal);
    expect(nowMs() - began).toBeLessThan(500);
  });

  it('lists by what no index finds', () => {
    for (const text of [
      'userName co "a"',
      'not (active eq true)',
      'a eq "1"',
      'userName eq "a" or userName eq "b"',
      'title eq "x"',
      'userName eq 1',
    ])
      expect(() => criteriaOf('User', parseFilter(text)), text).toThrow(Refusal);
    expect(() => criteriaOf('User', parseFilter(Array(6).fill('active eq true').join(' and ')))).toThrow(Refusal);
  });

  it('whatever else there is: a filter or a sentence, never another error', () => {
    const words = fc.constantFrom(
      'userName',
      'eq',
      '"a"',
      '(',
      ')',
      '[',
      ']',
      '.value',
      'and',
      'or',
      'not',
      'pr',
      '"',
      '\\',
      ' ',
      'é',
      '\0',
      '1e999',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 30 }), fc.string(), (parts, noise) => {
        for (const text of [parts.join(' '), parts.join('') + noise]) {
          try {
            parseFilter(text);
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
