import type { EventDeclaration } from '../../kernel/module.ts';
import { joinApproved, joinDenied, joinRequested } from './teams.notices.ts';

export const events: readonly EventDeclaration[] = [
  { name: 'team.created', rooms: () => ['staff:all'], publicFields: [] },
  { name: 'team.changed', rooms: () => ['staff:all'], publicFields: [] },
  // Who decides sees the list of requests again; the hint says nothing of what is asked.
  { name: 'team.joinRequested', rooms: () => ['staff:all'], publicFields: [], notice: joinRequested },
  { name: 'team.joinApproved', rooms: () => ['staff:all'], publicFields: [], notice: joinApproved },
  { name: 'team.joinDenied', rooms: () => ['staff:all'], publicFields: [], notice: joinDenied },
  { name: 'team.joinWithdrawn', rooms: () => ['staff:all'], publicFields: [] },
];
