import type { Link } from '@portico/contracts/accounts/shapes.ts';
import type { create, update } from '@portico/contracts/contacts/routes.ts';
import type { Contact } from '@portico/contracts/contacts/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { TFunction } from 'i18next';
import { sentLinks } from '../../ui/records/LinksField.tsx';
import type { Option } from '../../ui/use-options.ts';

export interface ContactValues {
  readonly name: string;
  readonly givenName: string;
  readonly surname: string;
  readonly mailNickname: string;
  readonly email: string;
  readonly title: string;
  readonly department: string;
  readonly phone: string;
  readonly mobile: string;
  readonly office: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly notes: string;
  readonly tags: readonly string[];
  readonly links: readonly Link[];
  readonly isManager: boolean;
  readonly isVip: boolean;
  readonly isApprover: boolean;
}
export interface NewContactValues extends ContactValues {
  /** Chosen company; named as the server's field so that its refusals find it. */
  readonly companyId: Option | null;
}

const LINES = [
  'givenName',
  'surname',
  'mailNickname',
  'email',
  'title',
  'department',
  'phone',
  'mobile',
  'office',
  'timeZone',
  'locale',
] as const;

export const EMPTY_CONTACT: NewContactValues = {
  companyId: null,
  name: '',
  givenName: '',
  surname: '',
  mailNickname: '',
  email: '',
  title: '',
  department: '',
  phone: '',
  mobile: '',
  office: '',
  timeZone: '',
  locale: '',
  notes: '',
  tags: [],
  links: [],
  isManager: false,
  isVip: false,
  isApprover: false,
};

export function contactValues(contact: Contact): ContactValues {
  const lines = Object.fromEntries(LINES.map((name) => [name, contact[name] ?? ''])) as Pick<ContactValues, (typeof LINES)[number]>;
  const { name, notes, tags, links, isManager, isVip, isApprover } = contact;
  return { name, notes, tags, links, isManager, isVip, isApprover, ...lines };
}

/** Empty optional lines become null; the rest goes as typed. */
export function contactPatch(values: Partial<ContactValues>): BodyOf<typeof update> {
  const lines = LINES.filter((name) => name in values).map((name) => [name, values[name]?.trim() || null]);
  const links = values.links ? { links: sentLinks(values.links) } : {};
  return {
    ...values,
    ...links,
    ...(values.name === undefined ? {} : { name: values.name.trim() }),
    ...Object.fromEntries(lines),
  } as BodyOf<typeof update>;
}

export function newContact({ companyId, ...values }: NewContactValues): BodyOf<typeof create> {
  return { ...contactPatch(values), companyId: Number(companyId?.value), name: values.name.trim() };
}

const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());

export function checkContact(values: ContactValues, t: TFunction<'admin'>): Record<string, string> {
  return {
    ...(values.name.trim() === '' ? { name: t('contacts.nameNeeded') } : {}),
    ...(values.email.trim() !== '' && !looksLikeEmail(values.email) ? { email: t('field.emailWrong') } : {}),
  };
}
export function checkNewContact(values: NewContactValues, t: TFunction<'admin'>): Record<string, string> {
  return { ...(values.companyId ? {} : { companyId: t('contacts.companyNeeded') }), ...checkContact(values, t) };
}
