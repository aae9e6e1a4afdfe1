import type { Module } from '../../kernel/module.ts';
import { events } from './accounts.events.ts';
import { registerPictureOwner } from './accounts.pictures.ts';
import { rooms } from './accounts.rooms.ts';
import { routes } from './accounts.routes.ts';

export { checkLinks, checkPhones, checkTimeZone, cleanName, isPhone, isTimeZone, tidyLinks } from './accounts.rules.ts';
export {
  type AccountRow,
  type AccountValues,
  changeAccount,
  findAccount,
  indexAccount,
  insertAccount,
  insertAccounts,
  lockAccount,
  matchOf,
  moveAccount,
  noteSeen,
  prefixQuery,
  searchVector,
  touchAccount,
} from './accounts.store.ts';
export { getProfile } from './operations/get-profile.ts';
export { peopleSeen, personRefs } from './person-refs.ts';
export { personMatches, phonesVisibleTo, presenceVisibleTo, profileVisibleTo } from './privacy.policy.ts';
export { withoutHidden } from './privacy.rules.ts';
export { demandAllCompanies, demandUnrestricted } from './unrestricted.policy.ts';

registerPictureOwner();

export const accountsModule: Module = { name: 'accounts', routes, events, rooms };
