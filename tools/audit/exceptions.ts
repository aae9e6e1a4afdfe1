/** What the audit lets pass although it complains of it: each with a reason, and a day on which somebody has to look again. */
export interface Exception {
  /** Package name, `@scope/*` for all of a scope, or the id of an advisory (`GHSA-…`). */
  readonly of: string;
  readonly allows: 'licence' | 'install-script' | 'deprecated' | 'advisory' | 'integrity';
  readonly because: string;
  /** `2027-11-30`: from the day after on it is a complaint again. */
  readonly until: string;
}

export const exceptions: readonly Exception[] = [
  {
    of: '@img/*',
    allows: 'licence',
    because:
      'libvips beside sharp is LGPL: a shared library that we neither change nor link into our code, replaceable by whoever runs Portico.',
    until: '2027-11-30',
  },
  {
    of: 'ical.js',
    allows: 'licence',
    because: 'MPL-2.0 asks for the source of its own files only: we pass the package on unchanged, as the registry gives it.',
    until: '2027-11-30',
  },
  {
    of: 'xmlhttprequest-ssl',
    allows: 'licence',
    because: 'Writes its licence (MIT) in the old form, which a lockfile does not repeat. Read in the package itself.',
    until: '2027-11-30',
  },
];

/** Licences under which production packages may be passed on with Portico. */
export const licences: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
]);
