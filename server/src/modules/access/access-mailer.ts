import type { Ctx } from '../../kernel/context.ts';

interface ToPerson {
  readonly accountId: number;
  readonly toAddress: string;
  readonly name: string;
  readonly locale: 'en' | 'de' | null;
}
/** `second-factor-removed` includes the recovery codes; `second-factor-added` brings new ones. */
export type MeansChange = 'passkey-added' | 'passkey-removed' | 'second-factor-added' | 'second-factor-removed' | 'recovery-codes-renewed';
/** What a person is told about access in their name. None of these mails opens anything. */
export type AccessMail =
  | (ToPerson & {
      readonly kind: 'new-browser';
      readonly at: string;
      readonly device: string;
      readonly ip: string | null;
      /** Names the fact: a second mail with the same key is never made. */
      readonly key: string;
    })
  | (ToPerson & {
      readonly kind: 'means-changed';
      readonly at: string;
      readonly change: MeansChange;
      /** Name of the passkey it is about. */
      readonly passkey: string | null;
      /** False: an administrator did it. */
      readonly isOwn: boolean;
      readonly device: string | null;
      readonly ip: string | null;
      readonly key: string;
    })
  | (ToPerson & {
      readonly kind: 'impersonated';
      readonly at: string;
      readonly by: string;
      readonly until: string;
      readonly readOnly: boolean;
      readonly key: string;
    });
/** Queues the mail in the caller's transaction. */
export type AccessMailer = (ctx: Ctx, mail: AccessMail) => Promise<void>;

let mailer: AccessMailer | null = null;

/** Called once by the module that delivers mail: access lies below it. Returns the way back, for tests. */
export function registerAccessMailer(deliver: AccessMailer): () => void {
  const before = mailer;
  mailer = deliver;
  return () => {
    mailer = before;
  };
}

/** Without a module that delivers mail nobody is told; signing in works all the same. */
export const queueAccessMail = async (ctx: Ctx, mail: AccessMail): Promise<void> => mailer?.(ctx, mail);
