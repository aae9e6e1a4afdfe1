import type { Module } from '../../kernel/module.ts';
import { events } from './accounts.events.ts';
import { registerPictureOwner } from './accounts.pictures.ts';
import { rooms } from './accounts.rooms.ts';
import { routes } from './accounts.routes.ts';

export { checkTimeZone, cleanName } from './accounts.rules.ts';
export {
  type AccountRow,
  type AccountValues,
  changeAccount,
  findAccount,
  insertAccount,
  lockAccount,
  matchOf,
  noteSeen,
  prefixQuery,
  searchVector,
  touchAccount,
} from './accounts.store.ts';
export { getProfile } from './operations/get-profile.ts';
export { personRefs } from './person-refs.ts';

registerPictureOwner();

export const accountsModule: Module = { name: 'accounts', routes, events, rooms };
