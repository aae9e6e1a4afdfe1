import * as contract from '@portico/contracts/schedules/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import { getMyFeed } from './operations/get-my-feed.ts';
import { renewMyFeed } from './operations/renew-my-feed.ts';
import { revokeMyFeed } from './operations/revoke-my-feed.ts';

export const routes: readonly BoundRoute[] = [
  handle(contract.getMyFeed, getMyFeed),
  handle(contract.renewMyFeed, renewMyFeed),
  handle(contract.revokeMyFeed, revokeMyFeed),
];
