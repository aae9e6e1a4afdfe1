import { useAccount } from './use-account.ts';

/** Master administrators change what the whole workspace rests on; other administrators see it. */
export const useIsMasterAdmin = (): boolean => useAccount().role === 'master-admin';
