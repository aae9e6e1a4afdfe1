import { type Static, Type } from 'typebox';
import { Email, Id, Instant, Nullable, Version, Words } from '../kernel/shapes.ts';

/** A person as shown beside what they did: in rows, timelines, choosers. Never more than this. */
export const PersonRef = Type.Object({
  id: Id,
  kind: Words(['contact', 'tech']),
  name: Type.String(),
  /** Signed path of the picture (128 px), or null: draw initials. */
  picture: Nullable(Type.String()),
});
export type PersonRef = Static<typeof PersonRef>;

export const LOCALES = ['en', 'de'] as const;
export const Locale = Words(LOCALES);

export const VISIBILITIES = ['public', 'department', 'private'] as const;
/** What a person tells others. Administrators see everything; whoever works with the person sees the name. */
export const Privacy = Type.Object(
  {
    visibility: Words(VISIBILITIES),
    showPhones: Type.Boolean(),
    /** Online or not, last seen, availability. */
    showPresence: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type Privacy = Static<typeof Privacy>;

/** One's own profile. */
export const Profile = Type.Object({
  id: Id,
  kind: Words(['contact', 'tech']),
  name: Type.String(),
  email: Nullable(Email),
  title: Nullable(Type.String()),
  department: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  mobile: Nullable(Type.String()),
  office: Nullable(Type.String()),
  timeZone: Nullable(Type.String({ description: 'IANA zone; null follows the browser' })),
  locale: Nullable(Locale),
  picture: Nullable(Type.String()),
  company: Nullable(Type.Object({ id: Id, name: Type.String() })),
  hasPassword: Type.Boolean(),
  privacy: Privacy,
  version: Version,
});
export type Profile = Static<typeof Profile>;

const line = (maxLength: number) => Type.String({ minLength: 1, maxLength });
export const optionalLine = (maxLength: number) => Type.Optional(Nullable(line(maxLength)));

/** A web page kept with a company or contact. */
export const Link = Type.Object(
  { label: Type.String({ maxLength: 100 }), url: Type.String({ minLength: 1, maxLength: 1000 }) },
  { additionalProperties: false },
);
export type Link = Static<typeof Link>;
/** At most ten; http, https, ftp, ws and wss only. */
export const Links = Type.Array(Link, { maxItems: 10 });

export const ProfilePatch = Type.Object(
  {
    name: Type.Optional(line(200)),
    title: optionalLine(200),
    phone: optionalLine(50),
    mobile: optionalLine(50),
    office: optionalLine(200),
    timeZone: optionalLine(60),
    locale: Type.Optional(Nullable(Locale)),
    privacy: Type.Optional(Type.Partial(Privacy, { additionalProperties: false })),
  },
  { additionalProperties: false },
);
export const PictureReply = Type.Object({ picture: Nullable(Type.String()), version: Version });
export const LastSeen = Nullable(Instant);
