import { changedMeanwhile } from './scim.refusals.ts';

/** Weak, because two answers of one version may hold different attributes. */
export const versionTag = (version: number): string => `W/"${version}"`;

const strong = (tag: string): string => tag.trim().replace(/^W\//, '');
const isAmong = (header: string, version: number): boolean => header.split(',').some((tag) => strong(tag) === strong(versionTag(version)));

/** Is this the version of `If-None-Match`? */
export const isKnownTag = (header: string | undefined, version: number): boolean => header !== undefined && isAmong(header, version);

/** Refuses a write that was based on another version than `If-Match` says. */
export function expectTag(expected: string | null, version: number): void {
  if (expected === null || expected.trim() === '*') return;
  if (!isAmong(expected, version)) throw changedMeanwhile();
}
