import * as contracts from '@portico/contracts/notifications/routes.ts';
import { handle } from '../../kernel/module.ts';
import { listNotices } from './operations/list-notices.ts';
import { readNotices } from './operations/read-notices.ts';

export const routes = [handle(contracts.listNotices, listNotices), handle(contracts.readNotices, readNotices)];
