import i18next from 'i18next';
import { isProblem } from '../../lib/problem.ts';
import { sayProblem } from '../../lib/say-problem.ts';
import { confirm } from '../ConfirmDialog.tsx';

/**
 * Sends a change; when the server warns that it shuts out an administrator's own people, asks and sends it again with the number
 * that was shown. Kept as it is, the refusal stands.
 */
export async function confirmingLockout<T>(send: (confirm: { readonly confirmLosing?: number }) => Promise<T>): Promise<T> {
  try {
    return await send({});
  } catch (error) {
    if (!isProblem(error, 'portalAccess.losesAccess')) throw error;
    const losing = Number(error.fields[0]?.message);
    const say = i18next.getFixedT(null, 'entry');
    const sure = await confirm({
      title: say('lockout.title'),
      body: sayProblem(error, 'admin'),
      act: say('lockout.act'),
      keep: say('lockout.keep'),
      danger: true,
      icon: 'stop',
    });
    if (!sure || !Number.isSafeInteger(losing)) throw error;
    return send({ confirmLosing: losing });
  }
}
