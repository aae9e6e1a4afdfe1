import type { create, update } from '@portico/contracts/catalogue/routes.ts';
import type { ServiceType } from '@portico/contracts/catalogue/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { TFunction } from 'i18next';

export const AUTOMATION = ['queueId', 'statusId', 'priorityId', 'categoryId', 'sourceId'] as const;
export type Automation = (typeof AUTOMATION)[number];

export interface TypeValues extends Readonly<Record<Automation, string>> {
  readonly name: string;
  readonly description: string;
  readonly section: string;
  readonly icon: string;
  readonly titleTemplate: string;
  readonly bodyTemplate: string;
  readonly published: boolean;
}

export const EMPTY_TYPE: TypeValues = {
  name: '',
  description: '',
  section: '',
  icon: 'help',
  titleTemplate: '',
  bodyTemplate: '',
  published: false,
  queueId: '',
  statusId: '',
  priorityId: '',
  categoryId: '',
  sourceId: '',
};

export function typeValues(type: ServiceType): TypeValues {
  const { name, description, section, icon, titleTemplate, bodyTemplate, published } = type;
  const ids = Object.fromEntries(AUTOMATION.map((key) => [key, type[key] === null ? '' : String(type[key])])) as Record<Automation, string>;
  return { name, description, section, icon, titleTemplate, bodyTemplate, published, ...ids };
}

export function typePatch(values: Partial<TypeValues>): BodyOf<typeof update> {
  const ids = AUTOMATION.filter((key) => key in values).map((key) => [key, Number(values[key]) || null]);
  const { name, section } = values;
  return {
    ...values,
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(section === undefined ? {} : { section: section.trim() }),
    ...Object.fromEntries(ids),
  } as BodyOf<typeof update>;
}
export const newType = (values: TypeValues): BodyOf<typeof create> => typePatch(values) as BodyOf<typeof create>;

export const checkType = (values: TypeValues, t: TFunction<'admin'>): Record<string, string> =>
  values.name.trim() === '' ? { name: t('types.nameNeeded') } : {};
