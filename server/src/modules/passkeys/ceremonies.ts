import type { Assertion, NewCredential } from '@portico/contracts/passkeys/shapes.ts';
import type { Party } from './passkeys.rules.ts';
import type { StoredPasskey } from './passkeys.store.ts';

/** Loaded when first needed: it brings readers of every kind of certificate along, and the server should not start slower for them. */
const library = () => import('@simplewebauthn/server');

/** Begun with the question, so that it is there when the person has found the finger for the answer. */
export const loadLibrary = (): void => void library().catch(() => {});

/** ES256, EdDSA and RS256: what devices, keys and password managers make. */
export const ALGORITHMS: readonly number[] = [-7, -8, -257];

interface Registered {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly signCount: number;
  readonly isSynced: boolean;
}

/**
 * Only what names no certificate. A browser that was asked for no attestation sends `none`, or the device's own signature. Certificates
 * are chosen by whoever sends them, and the library would fetch the revocation lists they name, from this server, wherever those are.
 */
async function namesNoCertificate(attestationObject: string): Promise<boolean> {
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers');
  const attestation = decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, 'base64url')));
  const format = attestation.get('fmt');
  return format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined);
}

/** Judges a new passkey: made for us, here, for this challenge, by a device that has verified its user. Null = not so, whyever. */
export async function judgeRegistration(party: Party, challenge: string, credential: NewCredential): Promise<Registered | null> {
  const { id, clientDataJSON, attestationObject } = credential;
  try {
    if (!(await namesNoCertificate(attestationObject))) return null;
    const { verifyRegistrationResponse } = await library();
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { id, rawId: id, type: 'public-key', response: { clientDataJSON, attestationObject }, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...ALGORITHMS],
    });
    if (!verified || registrationInfo.credential.id !== id) return null;
    return {
      credentialId: id,
      publicKey: Buffer.from(registrationInfo.credential.publicKey).toString('base64url'),
      signCount: registrationInfo.credential.counter,
      isSynced: registrationInfo.credentialDeviceType === 'multiDevice',
    };
  } catch {
    return null;
  }
}

/** Judges a use, all but its count, which the caller compares: a copied passkey is told apart from a wrong one. Returns the count. */
export async function judgeAssertion(
  party: Party,
  challenge: string,
  assertion: Assertion,
  passkey: Pick<StoredPasskey, 'credentialId' | 'publicKey'>,
): Promise<number | null> {
  const { id, clientDataJSON, authenticatorData, signature, userHandle } = assertion;
  try {
    const { verifyAuthenticationResponse } = await library();
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: {
        id,
        rawId: id,
        type: 'public-key',
        response: { clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: party.origin,
      expectedRPID: party.rpId,
      requireUserVerification: true,
      credential: { id: passkey.credentialId, publicKey: new Uint8Array(Buffer.from(passkey.publicKey, 'base64url')), counter: 0 },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}

const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;
/** How a browser reaches the device, as far as we know the word. */
export const knownTransports = (named: readonly string[] = []): string[] => TRANSPORTS.filter((one) => named.includes(one));
