import { Refusal } from '../../kernel/errors.ts';

/** The detail types of RFC 7644 §3.12 that a directory can do something with. */
type ScimType = 'invalidFilter' | 'tooMany' | 'uniqueness' | 'mutability' | 'invalidSyntax' | 'invalidPath' | 'noTarget' | 'invalidValue';

/** 400 in the words of SCIM; the code carries the `scimType`. */
const bad = (type: ScimType, detail: string): Refusal => new Refusal(400, `scim.${type}`, detail);

export const invalidFilter = (detail: string) => bad('invalidFilter', detail);
export const invalidPath = (detail: string) => bad('invalidPath', detail);
export const invalidSyntax = (detail: string) => bad('invalidSyntax', detail);
export const invalidValue = (attribute: string, detail: string) => bad('invalidValue', `${attribute}: ${detail}`);
export const noTarget = (detail: string) => bad('noTarget', detail);
export const uniqueness = (detail: string) => new Refusal(409, 'scim.uniqueness', detail);
export const notThere = (what: 'user' | 'group') =>
  new Refusal(404, `scim.${what}NotFound`, `There is no such ${what}, or it does not belong to this connection.`);
export const nothingHere = () =>
  new Refusal(404, 'scim.nothingHere', 'There is nothing at this address. Users are at /Users, groups at /Groups.');
export const changedMeanwhile = () =>
  new Refusal(412, 'version.conflict', 'This was changed in the meantime. Nothing was saved; read it again.');
export const tokenInvalid = () =>
  new Refusal(
    401,
    'scim.tokenInvalid',
    'This token is not known, has ended or was revoked. Make a new one in the administration of the portal.',
  );
export const connectionOff = () =>
  new Refusal(
    403,
    'scim.connectionOff',
    'This connection is switched off in the administration of the portal, or its company was merged into another one. Nothing was changed.',
  );
export const adminsProtected = () =>
  new Refusal(
    403,
    'scim.adminsProtected',
    'This account is an administrator, and this connection may not manage administrators: it may disable the account, and nothing else. Nothing was changed.',
  );
