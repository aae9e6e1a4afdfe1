/** May this browser hold passkeys at all? Without https (but on this machine) none does. */
export const knowsPasskeys = (): boolean => globalThis.isSecureContext && typeof globalThis.PublicKeyCredential === 'function';
