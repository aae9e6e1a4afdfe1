import { type Static, Type } from 'typebox';
import { Instant, Nullable } from '../kernel/shapes.ts';
import { Passkey } from '../passkeys/shapes.ts';

export const SecondFactor = Type.Object({
  /** When an authenticator app was set up; null without one. */
  since: Nullable(Instant),
  recoveryCodesLeft: Type.Integer(),
  /** Do the rules of this account's role or company ask for one? */
  isForced: Type.Boolean(),
});
export type SecondFactor = Static<typeof SecondFactor>;

export const RecoveryCodes = Type.Array(Type.String(), { description: 'Shown once; each works once' });
export const SetUp = Type.Object({
  secret: Type.String({ description: 'For typing into an authenticator app' }),
  uri: Type.String({ description: 'otpauth: address, for a QR code' }),
});

/** What an administrator may know about how somebody signs in. */
export const SignInMeans = Type.Object({
  hasPassword: Type.Boolean(),
  secondFactorSince: Nullable(Instant),
  recoveryCodesLeft: Type.Integer(),
  passkeys: Type.Array(Passkey),
});
export type SignInMeans = Static<typeof SignInMeans>;
/** Six digits of the app, or a recovery code as it was shown. */
export const SecondCode = Type.String({ minLength: 1, maxLength: 40 });
