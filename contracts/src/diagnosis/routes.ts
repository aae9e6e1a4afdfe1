import { type Static, Type } from 'typebox';
import { CompanyRef } from '../companies/shapes.ts';
import { CREATION_VERDICTS } from '../contact-creation/shapes.ts';
import { route } from '../kernel/route.ts';
import { Email, Id, Instant, Nullable, Words } from '../kernel/shapes.ts';

/** One finding; the words belong to the page. */
export const DIAGNOSES = [
  'address.unknown',
  'address.known',
  'address.several',
  'person.open',
  'person.disabled',
  'person.company-disabled',
  'person.company-type',
  'person.company-status',
  'person.no-email',
  'person.noMethod',
  'passkey.works',
  'passkey.off',
  'passkey.missing',
  'method.emailOff',
  'method.emailOn',
  'limit.reached',
  'limit.free',
  'mail.none',
  'mail.sent',
  'mail.waiting',
  'mail.failed',
  'creation.create',
  'creation.existing',
  'creation.nobody',
  'portal.address',
] as const;
const Finding = Type.Object({
  key: Words(DIAGNOSES),
  state: Words(['ok', 'problem', 'note']),
  person: Nullable(Type.Object({ id: Id, name: Type.String(), kind: Words(['contact', 'tech']), company: Nullable(CompanyRef) })),
  at: Nullable(Instant),
  /** Address of the portal, error of the mail server, company a contact would be made in. */
  detail: Nullable(Type.String()),
  /** Page of the admin console where it is mended, `/contacts/12`. */
  link: Nullable(Type.String()),
});
export type Finding = Static<typeof Finding>;
const Diagnosis = Type.Object({
  findings: Type.Array(Finding),
  /** Why a first sign-in makes nobody; null where that is not the question, or for administrators who are restricted to companies. */
  creationVerdict: Nullable(Words(CREATION_VERDICTS)),
});
export type Diagnosis = Static<typeof Diagnosis>;
export const diagnoseSignIn = route({
  id: 'signInDiagnosis.get',
  method: 'GET',
  path: '/sign-in-diagnosis',
  permission: 'admin',
  scope: 'system:read',
  tx: 'none',
  query: Type.Object({ email: Email }),
  reply: { tech: Diagnosis },
  errors: [],
  summary: 'Why can this person not sign in',
  description:
    'Walks through what can keep an address out and says where it is mended. Administrators who are restricted to companies learn of people of these only; everybody else is unknown to them.',
});
