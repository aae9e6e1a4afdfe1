import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { create, update } from '@portico/contracts/scim/routes.ts';
import type { OnDelete, ProvisionedRole, ScimAudience, ScimConnection } from '@portico/contracts/scim/shapes.ts';
import type { TFunction } from 'i18next';
import type { Option } from '../../ui/use-options.ts';

/** What can be changed later. */
export interface DirectoryValues {
  readonly name: string;
  readonly mayAdopt: boolean;
  readonly onDelete: OnDelete;
  readonly techRole: ProvisionedRole;
  readonly managesAdmins: boolean;
}
export interface NewDirectoryValues extends DirectoryValues {
  readonly audience: ScimAudience;
  readonly company: Option | null;
}

export const directoryValues = ({ name, mayAdopt, onDelete, techRole, managesAdmins }: ScimConnection): DirectoryValues => ({
  name,
  mayAdopt,
  onDelete,
  techRole: techRole ?? 'member',
  managesAdmins,
});

export const emptyDirectory = (company: Option | null): NewDirectoryValues => ({
  name: '',
  audience: 'company',
  company,
  mayAdopt: true,
  onDelete: 'disable',
  techRole: 'member',
  managesAdmins: false,
});

export function newDirectory({ audience, company, ...values }: NewDirectoryValues): BodyOf<typeof create> {
  const { techRole, managesAdmins, ...shared } = values;
  if (audience === 'staff') return { ...shared, name: values.name.trim(), audience, techRole, managesAdmins };
  return { ...shared, name: values.name.trim(), audience, companyId: Number(company?.value) };
}

export const directoryPatch = ({ name, ...patch }: Partial<DirectoryValues>): BodyOf<typeof update> => ({
  ...patch,
  ...(name === undefined ? {} : { name: name.trim() }),
});

export const checkDirectory = ({ name }: Pick<DirectoryValues, 'name'>, t: TFunction<'directories'>): Record<string, string> =>
  name.trim() === '' ? { name: t('nameNeeded') } : {};
