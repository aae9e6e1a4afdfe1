import type { BodyOf } from '@portico/contracts/kernel/route.ts';
import type { savePortalAccess } from '@portico/contracts/portal-access/routes.ts';
import type { PortalAccess } from '@portico/contracts/portal-access/shapes.ts';

/** A row in the form; one that is not stored yet has a negative id. */
export interface LabelValues {
  readonly id: number;
  readonly name: string;
  readonly opensPortal: boolean;
}
export interface AccessValues {
  readonly types: readonly LabelValues[];
  readonly statuses: readonly LabelValues[];
  readonly contactLimit: string;
}

const rowsOf = (rows: readonly LabelValues[]): LabelValues[] => rows.map(({ id, name, opensPortal }) => ({ id, name, opensPortal }));
export const accessValues = (access: PortalAccess): AccessValues => ({
  types: rowsOf(access.types),
  statuses: rowsOf(access.statuses),
  contactLimit: access.contactLimit === null ? '' : String(access.contactLimit),
});

const sent = (rows: readonly LabelValues[]) => rows.map((row) => ({ ...row, id: row.id < 0 ? null : row.id, name: row.name.trim() }));
export const accessBody = (values: AccessValues): BodyOf<typeof savePortalAccess> => ({
  types: sent(values.types),
  statuses: sent(values.statuses),
  contactLimit: values.contactLimit.trim() === '' ? null : Number(values.contactLimit),
});

const named = (rows: readonly LabelValues[]): boolean => {
  const names = rows.map(({ name }) => name.trim().toLowerCase());
  return !names.includes('') && new Set(names).size === names.length;
};
export const namesHold = (values: AccessValues): boolean => named(values.types) && named(values.statuses);
export const limitHolds = (values: AccessValues): boolean =>
  values.contactLimit.trim() === '' || /^[1-9]\d{0,6}$/.test(values.contactLimit.trim());
