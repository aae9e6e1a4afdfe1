import { describe, expect, it } from 'vitest';
import { companyPatch, domainOf } from './company-form.ts';

describe('domainOf', () => {
  it('takes a domain out of an address or a page', () =>
    expect(['https://www.Bergmann.de/kontakt', 'info@bergmann.de', ' bergmann.de '].map(domainOf)).toEqual([
      'bergmann.de',
      'bergmann.de',
      'bergmann.de',
    ]));
  it('keeps letters of other scripts', () => expect(domainOf('müller-söhne.de')).toBe('müller-söhne.de'));
  it('refuses what is no domain', () => expect(['bergmann', '', 'a b.de', '.de'].map(domainOf)).toEqual([null, null, null, null]));
});

describe('companyPatch', () => {
  it('clears an emptied line and leaves the rest alone', () =>
    expect(companyPatch({ phone: ' ', notes: '' })).toEqual({ phone: null, notes: '' }));
});
