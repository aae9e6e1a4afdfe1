import type { LimitDeclaration } from '../../kernel/http/limits.ts';

const QUARTER = 15 * 60;
const HOUR = 3600;
const guesses = 'That was too many tries.';
const codes = 'Codes were asked for too often. A code that was sent earlier still works.';

/**
 * Who guesses is slowed three times over: by where they come from, by the e-mail address they aim at, and by both together. A
 * browser that got in with an address before counts for itself and is spared the limits of the address, so no stranger can lock
 * anybody out of their own browser. No limit asks whether an address is known.
 */
export const limits: readonly LimitDeclaration[] = [
  { name: 'sign-in', points: 60, seconds: 60, store: 'process' },
  { name: 'sign-in.codes-here', points: 12, seconds: QUARTER, store: 'shared', detail: codes },
  { name: 'sign-in.codes', points: 40, seconds: HOUR, store: 'shared', detail: codes },
  { name: 'sign-in.tries-ip', points: 120, seconds: QUARTER, store: 'shared', detail: guesses },
  {
    name: 'sign-in.passwords-here',
    points: 6,
    seconds: 10 * 60,
    store: 'shared',
    detail: `${guesses} You can sign in with a code by e-mail right away.`,
  },
  {
    name: 'sign-in.passwords',
    points: 60,
    seconds: HOUR,
    store: 'shared',
    detail: `${guesses} You can sign in with a code by e-mail right away.`,
  },
  {
    name: 'sign-in-log.export',
    points: 10,
    seconds: HOUR,
    store: 'process',
    detail: 'You downloaded the sign-in log ten times within an hour. Wait a little, or narrow the list on the page instead.',
  },
  // Mails to addresses that nobody has yet: spent in silence, because a refusal would tell that the address is unknown.
  { name: 'sign-in.strangers-here', points: 15, seconds: HOUR, store: 'shared', detail: codes },
  { name: 'sign-in.strangers', points: 300, seconds: HOUR, store: 'shared', detail: codes },
  {
    name: 'impersonations',
    points: 30,
    seconds: HOUR,
    store: 'process',
    detail: 'You opened the portal as a contact thirty times within an hour. Wait a little.',
  },
  { name: 'sign-in.second-factor', points: 6, seconds: 10 * 60, store: 'shared', detail: guesses },
  { name: 'me.password', points: 6, seconds: 10 * 60, store: 'shared', detail: guesses },
];
