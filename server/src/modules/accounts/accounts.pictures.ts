import { registerFileOwner } from '../files/index.ts';
import { canSeePicture } from './accounts.policy.ts';
import { findPictureFacts } from './accounts.reads.ts';

/** Files ask their owner who may read them; a person's picture belongs to the account. */
export function registerPictureOwner(): void {
  registerFileOwner('picture', async (db, actor, accountId) => {
    if (actor.accountId === accountId) return true;
    const person = await findPictureFacts(db, actor, accountId);
    return person !== null && canSeePicture(actor, person);
  });
}
