/** Schema names of RFC 7643 and the messages of RFC 7644. */
export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const LIST = 'urn:ietf:params:scim:api:messages:2.0:ListResponse';
export const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';

/**
 * An attribute without the URN of its own schema, in lower case: names are not case-sensitive (RFC 7643 §2.1). What belongs to the
 * enterprise extension keeps a short mark in front.
 *
 * @example canonical('urn:ietf:params:scim:schemas:core:2.0:User:userName') // 'username'
 */
export function canonical(attribute: string): string {
  const name = attribute.toLowerCase();
  for (const [urn, mark] of URNS) {
    if (name === urn) return mark;
    if (name.startsWith(`${urn}:`)) return mark === '' ? name.slice(urn.length + 1) : `${mark}.${name.slice(urn.length + 1)}`;
  }
  return name;
}
const URNS = [
  [ENTERPRISE.toLowerCase(), 'enterprise'],
  [USER.toLowerCase(), ''],
  [GROUP.toLowerCase(), ''],
] as const;

/** Of the standard, and not kept here: accepted and left out, because directories send them unasked. */
const LEFT_OUT = new Set(
  `schemas id meta nickname profileurl usertype password ims photos addresses groups entitlements roles x509certificates
  name.middlename name.honorificprefix name.honorificsuffix
  enterprise enterprise.employeenumber enterprise.costcenter enterprise.organization enterprise.division enterprise.manager`.split(/\s+/),
);
export const isLeftOut = (name: string): boolean => LEFT_OUT.has(name) || LEFT_OUT.has(name.replace(/^(enterprise\.\w+|\w+)\..*$/, '$1'));

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member by its name in any case. */
export const member = (value: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.entries(value).find(([key]) => key.toLowerCase() === name)?.[1];
