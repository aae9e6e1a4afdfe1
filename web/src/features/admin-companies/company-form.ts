import type { Link } from '@portico/contracts/accounts/shapes.ts';
import type { create, update } from '@portico/contracts/companies/routes.ts';
import type { Company } from '@portico/contracts/companies/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { TFunction } from 'i18next';
import { sentLinks } from '../../ui/records/LinksField.tsx';

/** The form in strings; empty means none. */
export interface CompanyValues {
  readonly name: string;
  readonly identifier: string;
  readonly phone: string;
  readonly website: string;
  readonly country: string;
  readonly domains: readonly string[];
  readonly typeId: string;
  readonly statusId: string;
  readonly tenantIds: readonly string[];
  readonly tags: readonly string[];
  readonly links: readonly Link[];
  readonly timeZone: string;
  readonly locale: string;
  readonly notes: string;
}

export const EMPTY_COMPANY: CompanyValues = {
  name: '',
  identifier: '',
  phone: '',
  website: '',
  country: '',
  domains: [],
  typeId: '',
  statusId: '',
  tenantIds: [],
  tags: [],
  links: [],
  timeZone: '',
  locale: '',
  notes: '',
};

export const companyValues = (company: Company): CompanyValues => ({
  name: company.name,
  identifier: company.identifier ?? '',
  phone: company.phone ?? '',
  website: company.website ?? '',
  country: company.country ?? '',
  domains: company.domains,
  typeId: company.type ? String(company.type.id) : '',
  statusId: company.status ? String(company.status.id) : '',
  tenantIds: company.tenantIds,
  tags: company.tags,
  links: company.links,
  timeZone: company.timeZone ?? '',
  locale: company.locale ?? '',
  notes: company.notes,
});

const OPTIONAL = ['identifier', 'phone', 'website', 'country', 'timeZone', 'locale'] as const;

const LABELS = ['typeId', 'statusId'] as const;

/** What the server gets: empty optional lines become null, the rest as typed. */
export function companyPatch(values: Partial<CompanyValues>): BodyOf<typeof update> {
  const cleared = OPTIONAL.filter((name) => name in values).map((name) => [name, values[name]?.trim() || null]);
  const labels = LABELS.filter((name) => name in values).map((name) => [name, Number(values[name]) || null]);
  const name = values.name === undefined ? {} : { name: values.name.trim() };
  const links = values.links ? { links: sentLinks(values.links) } : {};
  return { ...values, ...links, ...name, ...Object.fromEntries([...cleared, ...labels]) } as BodyOf<typeof update>;
}
/** Type and status that were not chosen are the server's to choose: the first of each list. */
export function newCompany(values: CompanyValues): BodyOf<typeof create> {
  const { typeId, statusId, ...rest } = values;
  const chosen = { ...(typeId ? { typeId } : {}), ...(statusId ? { statusId } : {}) };
  return companyPatch({ ...rest, ...chosen }) as BodyOf<typeof create>;
}

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
