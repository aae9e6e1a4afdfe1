import { systemActor } from '../../kernel/events/operations.ts';
import type { Task } from '../../kernel/socket/protocol.ts';
import { getSystemHealth } from '../../modules/system/index.ts';

export type SystemHealth = Awaited<ReturnType<typeof getSystemHealth>>;

/** What only the process with the database can tell; the same checks as on the admin's health page. */
export const checkSystemTask: Task<Record<string, never>, SystemHealth> = {
  name: 'doctor',
  run: (kernel) => getSystemHealth(kernel.operations.read({ actor: systemActor('doctor', 'command'), origin: 'command' })),
};
