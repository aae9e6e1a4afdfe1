import type { Ctx } from '../../kernel/context.ts';
import { transportOf } from './deliver.ts';
import { LOOK_SECONDS, tooOldBefore } from './email.rules.ts';
import { failParkedBefore, isAnyParked, releaseParked } from './email.store.ts';
import { closeGate, openGate } from './mail-gate.ts';
import { askToResume, DELIVER_JOB } from './queue-mail.ts';

/** Jobs of one transaction are as old as each other, and leave in any order: the steps keep the oldest mails first. */
const STEP = 20;
/** Jobs made at once when the server is back; the queue's concurrency decides how fast they leave. */
const AT_ONCE = 500;
const NEXT_SECONDS = 5;

/** Looks whether the mail server is back, with one connection and no mail, and lets the parked mails go, oldest first. */
export async function resumeMail(ctx: Ctx): Promise<void> {
  if (!(await isAnyParked(ctx.tx))) return;
  const transport = transportOf(ctx);
  try {
    await transport?.verify();
  } catch (error) {
    if (transport) closeGate(transport, (error as Error).message, ctx.log);
    const failed = await failParkedBefore(ctx.tx, tooOldBefore(), ' The mail waited for five days and was given up.');
    if (failed > 0) ctx.log.error({ failed }, 'mails were given up: the mail server was away for five days');
    return askToResume(ctx, LOOK_SECONDS);
  }
  // Without a server each of them fails with the sentence that says so.
  if (transport) openGate(transport, ctx.log);
  for (let released = 0; released < AT_ONCE; released += STEP) if ((await release(ctx)) < STEP) return;
  await askToResume(ctx, NEXT_SECONDS);
}

const release = (ctx: Ctx): Promise<number> =>
  ctx.services.write(ctx, async (writing) => {
    const ids = await releaseParked(writing.tx, STEP);
    await writing.services.jobs.sendMany(
      writing.tx,
      DELIVER_JOB,
      ids.map((mailId) => ({ mailId })),
    );
    return ids.length;
  });
