import * as contracts from '@portico/contracts/notifications/routes.ts';
import { type BoundRoute, handle } from '../../kernel/module.ts';
import type { VisibleNotices } from './notifications.policy.ts';
import { listNotices } from './operations/list-notices.ts';
import { readNotices } from './operations/read-notices.ts';

export const routes = (visible: VisibleNotices): readonly BoundRoute[] => [
  handle(contracts.listNotices, listNotices(visible)),
  handle(contracts.readNotices, readNotices),
];
