import type { TechRole } from '@portico/contracts/access/actor.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { create, update } from '@portico/contracts/techs/routes.ts';
import type { Tech } from '@portico/contracts/techs/shapes.ts';
import type { TFunction } from 'i18next';

export interface TechValues {
  readonly name: string;
  readonly email: string;
  readonly role: TechRole;
  readonly title: string;
  readonly departmentId: number | null;
  readonly phone: string;
  readonly mobile: string;
  readonly office: string;
  readonly timeZone: string;
  readonly locale: string;
  /** null = every one. */
  readonly queueIds: readonly number[] | null;
  readonly companyIds: readonly number[] | null;
}

const LINES = ['title', 'phone', 'mobile', 'office', 'timeZone', 'locale'] as const;

export const EMPTY_TECH: TechValues = {
  name: '',
  email: '',
  role: 'member',
  title: '',
  departmentId: null,
  phone: '',
  mobile: '',
  office: '',
  timeZone: '',
  locale: '',
  queueIds: null,
  companyIds: null,
};

export function techValues(tech: Tech): TechValues {
  const lines = Object.fromEntries(LINES.map((name) => [name, tech[name] ?? ''])) as Pick<TechValues, (typeof LINES)[number]>;
  const { name, role, queueIds, companyIds } = tech;
  return { name, role, queueIds, companyIds, email: tech.email ?? '', departmentId: tech.department?.id ?? null, ...lines };
}

export function techPatch(values: Partial<TechValues>): BodyOf<typeof update> {
  const lines = LINES.filter((name) => name in values).map((name) => [name, values[name]?.trim() || null]);
  const { name, email } = values;
  return {
    ...values,
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(email === undefined ? {} : { email: email.trim() }),
    ...Object.fromEntries(lines),
  } as BodyOf<typeof update>;
}
export const newTech = (values: TechValues): BodyOf<typeof create> => techPatch(values) as BodyOf<typeof create>;

export function checkTech(values: TechValues, t: TFunction<'admin'>): Record<string, string> {
  const streamline = values.role === 'streamline';
  return {
    ...(values.name.trim() === '' ? { name: t('techs.nameNeeded') } : {}),
    ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values.email.trim()) ? {} : { email: t('field.emailWrong') }),
    ...(streamline && !values.queueIds?.length ? { queueIds: t('techs.queuesNeeded') } : {}),
    ...(streamline && !values.companyIds?.length ? { companyIds: t('techs.companiesNeeded') } : {}),
  };
}
