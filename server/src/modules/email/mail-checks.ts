import type { Ctx } from '../../kernel/context.ts';
import type { MailContent } from './templates/blocks.ts';

/** Says at the moment of sending what the mail holds now, or why it must not go out any more; null: what was written holds. */
export type MailCheck = (
  ctx: Ctx,
  mail: { readonly id: number; readonly dedupeKey: string },
) => Promise<MailContent | { readonly suppress: string } | null>;

const checks = new Map<string, MailCheck>();

/** For modules whose mails depend on rights that may be gone when they are sent. `prefix` begins their dedupe keys. */
export function registerMailCheck(prefix: string, check: MailCheck): void {
  checks.set(prefix, check);
}

export const checkOf = (dedupeKey: string): MailCheck | null => checks.get(dedupeKey.slice(0, dedupeKey.indexOf(':') + 1)) ?? null;
