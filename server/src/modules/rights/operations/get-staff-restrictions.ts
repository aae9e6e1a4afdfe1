import type { ReplyOf } from '@portico/contracts/kernel/route.ts';
import type { setStaff as contract } from '@portico/contracts/rights/routes.ts';
import type { Ctx } from '../../../kernel/context.ts';
import { getSetting } from '../../settings/index.ts';
import { STAFF_RESTRICTIONS_KEY } from '../../techs/index.ts';

type Restrictions = ReplyOf<typeof contract, 'tech'>;
const NONE: Restrictions = { queueIds: null, companyIds: null, categoryIds: null };

export const getStaffRestrictions = async (ctx: Ctx): Promise<Restrictions> => ({
  ...NONE,
  ...(await getSetting<Partial<Restrictions>>(ctx.tx, STAFF_RESTRICTIONS_KEY, {})),
});
