import type { create, update } from '@portico/contracts/companies/routes.ts';
import type { Company } from '@portico/contracts/companies/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { TFunction } from 'i18next';

/** The form in strings; empty means none. */
export interface CompanyValues {
  readonly name: string;
  readonly identifier: string;
  readonly phone: string;
  readonly website: string;
  readonly domains: readonly string[];
  readonly timeZone: string;
  readonly locale: string;
  readonly notes: string;
}

export const EMPTY_COMPANY: CompanyValues = {
  name: '',
  identifier: '',
  phone: '',
  website: '',
  domains: [],
  timeZone: '',
  locale: '',
  notes: '',
};

export const companyValues = (company: Company): CompanyValues => ({
  name: company.name,
  identifier: company.identifier ?? '',
  phone: company.phone ?? '',
  website: company.website ?? '',
  domains: company.domains,
  timeZone: company.timeZone ?? '',
  locale: company.locale ?? '',
  notes: company.notes,
});

const OPTIONAL = ['identifier', 'phone', 'website', 'timeZone', 'locale'] as const;

/** What the server gets: empty optional lines become null, the rest as typed. */
export function companyPatch(values: Partial<CompanyValues>): BodyOf<typeof update> {
  const cleared = OPTIONAL.filter((name) => name in values).map((name) => [name, values[name]?.trim() || null]);
  return { ...values, ...(values.name === undefined ? {} : { name: values.name.trim() }), ...Object.fromEntries(cleared) } as BodyOf<
    typeof update
  >;
}
export const newCompany = (values: CompanyValues): BodyOf<typeof create> => companyPatch(values) as BodyOf<typeof create>;

export function checkCompany(values: CompanyValues, t: TFunction<'admin'>): Record<string, string> {
  return values.name.trim() === '' ? { name: t('companies.nameNeeded') } : {};
}

/** "https://Bergmann.de/kontakt", "info@bergmann.de" and "bergmann.de" all mean bergmann.de; null when it is no domain. */
export function domainOf(text: string): string | null {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/^.*@/, '')
    .replace(/^www\./, '')
    .replace(/[/?#:].*$/, '');
  return /^[a-z0-9.\-\u0080-\uffff]+\.[a-z\u0080-\uffff][a-z0-9\-\u0080-\uffff]+$/.test(bare) ? bare : null;
}
