import type { ProvisionedRole } from '@portico/contracts/scim/shapes.ts';
import { invalidField, Refusal } from '../../kernel/errors.ts';

const ADMINS: readonly string[] = ['admin', 'master-admin'];
export const isAdminRole = (role: string): boolean => ADMINS.includes(role);

/** Who makes administrators must have been allowed to manage them, in so many words. */
export function checkRole(techRole: ProvisionedRole | null, managesAdmins: boolean): void {
  if (techRole === null || !isAdminRole(techRole) || managesAdmins) return;
  const message =
    'Techs can be made administrators only by a connection that may manage administrators. Allow that, or choose a lower role.';
  throw new Refusal(422, 'scimConnection.adminsNotAllowed', message, { fields: [{ path: 'techRole', code: 'adminsNotAllowed', message }] });
}

export function checkedName(name: string): string {
  if (!/[^\p{Z}\p{C}]/u.test(name)) throw invalidField('name', 'name.empty', 'Enter a name that can be read.');
  return name.trim();
}
