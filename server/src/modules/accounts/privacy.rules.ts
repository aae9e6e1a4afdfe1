/** What of a person's row this reader may have; decided in SQL by `privacy.policy.ts`, applied here to rows that hold more. */
export interface Sees {
  readonly profile: boolean;
  readonly phones: boolean;
  readonly presence: boolean;
}

const FIELDS: Readonly<Record<string, keyof Sees>> = {
  email: 'profile',
  title: 'profile',
  department: 'profile',
  office: 'profile',
  timeZone: 'profile',
  picture: 'profile',
  phone: 'phones',
  mobile: 'phones',
  lastSeenAt: 'presence',
};

/** The row with null in place of what is not for this reader. The name stays: people who work together call each other by it. */
export function withoutHidden<T extends object>(row: T, sees: Sees | undefined): T {
  const hidden = Object.keys(row).filter((name) => FIELDS[name] && !sees?.[FIELDS[name]]);
  return { ...row, ...Object.fromEntries(hidden.map((name) => [name, null])) };
}
