import type { create, update } from '@portico/contracts/contact-groups/routes.ts';
import { type ContactGroupForTech, GROUP_ICONS } from '@portico/contracts/contact-groups/shapes.ts';
import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { TFunction } from 'i18next';

export type GroupIcon = (typeof GROUP_ICONS)[number];
export interface GroupValues {
  readonly name: string;
  readonly icon: GroupIcon;
  readonly tags: readonly string[];
}
export const EMPTY_GROUP: GroupValues = { name: '', icon: 'people', tags: [] };

export const iconOf = (name: string): GroupIcon => GROUP_ICONS.find((one) => one === name) ?? 'people';
export const groupValues = (group: ContactGroupForTech): GroupValues => ({
  name: group.name,
  icon: iconOf(group.icon),
  tags: group.tags,
});

export const groupPatch = ({ name, tags, ...rest }: Partial<GroupValues>): BodyOf<typeof update> => ({
  ...rest,
  ...(name === undefined ? {} : { name: name.trim() }),
  ...(tags === undefined ? {} : { tags: tags.slice() }),
});
export const newGroup = (companyId: number, values: GroupValues): BodyOf<typeof create> => ({
  ...groupPatch(values),
  companyId,
  name: values.name.trim(),
});

export const checkGroup = (values: GroupValues, t: TFunction<'admin'>): Record<string, string> =>
  values.name.trim() === '' ? { name: t('groups.nameNeeded') } : {};
