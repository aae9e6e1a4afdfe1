import { type Static, Type } from 'typebox';
import { Id, Instant, Nullable, Page, Words } from '../kernel/shapes.ts';

/** When a mail is sent: at once, every day or every Monday at nine in the person's zone, or never. */
export const EMAIL_WHEN = ['immediate', 'digest', 'weekly', 'disabled'] as const;
export type EmailWhen = (typeof EMAIL_WHEN)[number];
/** The hour of summaries, in each person's zone. */
export const DIGEST_HOUR = 9;

export const ALERTS = ['desktop', 'sound', 'pop-up'] as const;
export type Alert = (typeof ALERTS)[number];
const Text = Type.Object({ key: Type.String(), values: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])) });
/** `subject` and `lead` are catalogue keys with values: the page says them in the reader's language. */
export const Notice = Type.Object({
  id: Id,
  kind: Type.String(),
  ticketId: Nullable(Id),
  subject: Text,
  lead: Text,
  link: Type.String(),
  createdAt: Instant,
  readAt: Nullable(Instant),
  /** How an open page makes itself heard when the notice is new, by its reader's settings. */
  alerts: Type.Array(Words(ALERTS)),
});
export type Notice = Static<typeof Notice>;

const Minute = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', maxLength: 5, description: '22:00, in the person’s zone' });
export const QuietHours = Type.Object(
  {
    on: Type.Boolean(),
    from: Minute,
    /** Before `from`: on the next day. */
    until: Minute,
    /** Days on which it begins; 1 = Monday. */
    days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7, uniqueItems: true }),
    /** Urgent tickets come through. */
    urgent: Type.Boolean(),
  },
  { additionalProperties: false },
);
export type QuietHours = Static<typeof QuietHours>;

const TopicKey = Type.String({ minLength: 1, maxLength: 60 });
/** One kind of notice: what holds for it, and which of its switches there are. */
export const NotificationChoice = Type.Object({
  topic: TopicKey,
  inApp: Type.Boolean(),
  desktop: Type.Boolean(),
  email: Words(EMAIL_WHEN),
  /** False: it only ever comes by mail. */
  offersInApp: Type.Boolean(),
  isDefault: Type.Boolean(),
});
export type NotificationChoice = Static<typeof NotificationChoice>;

export const NotificationSettings = Type.Object({
  choices: Type.Array(NotificationChoice),
  quiet: QuietHours,
  /** A sound for urgent tickets. */
  sound: Type.Boolean(),
  /** A pop-up on the page for tickets of high priority. */
  popUps: Type.Boolean(),
  /** The zone that summaries and quiet hours follow. */
  timeZone: Type.String(),
  /** The company's rights say that this person gets no notices at all. */
  isMuted: Type.Boolean(),
});
export type NotificationSettings = Static<typeof NotificationSettings>;

/** What is missing stays as it is; null is the default again. */
export const NotificationPatch = Type.Object(
  {
    choices: Type.Optional(
      Type.Array(
        Type.Object(
          {
            topic: TopicKey,
            inApp: Type.Optional(Nullable(Type.Boolean())),
            desktop: Type.Optional(Nullable(Type.Boolean())),
            email: Type.Optional(Nullable(Words(EMAIL_WHEN))),
          },
          { additionalProperties: false },
        ),
        { maxItems: 100 },
      ),
    ),
    quiet: Type.Optional(QuietHours),
    sound: Type.Optional(Type.Boolean()),
    popUps: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type NotificationPatch = Static<typeof NotificationPatch>;

/** What a week comes to under some settings. */
export const WeekOfNotices = Type.Object({
  notices: Type.Integer(),
  /** Of those, between ten at night and six in the morning. */
  atNight: Type.Integer(),
  /** Kept by quiet hours until they end. */
  held: Type.Integer(),
  mails: Type.Integer(),
  desktop: Type.Integer(),
});
export type WeekOfNotices = Static<typeof WeekOfNotices>;

const MyMailForContact = {
  id: Id,
  kind: Type.String(),
  subject: Type.String(),
  state: Words(['queued', 'sending', 'sent', 'failed', 'suppressed']),
  createdAt: Instant,
  sentAt: Nullable(Instant),
};
/** Why something was told without a mail, or not yet by one. */
export const NotMailed = Type.Object({
  topic: TopicKey,
  why: Words(['disabled', 'digest', 'weekly', 'held']),
  count: Type.Integer(),
  /** When the next summary leaves. */
  until: Nullable(Instant),
});
export type NotMailed = Static<typeof NotMailed>;
const facts = {
  /** Where my mails go; null = nowhere. */
  address: Nullable(Type.String()),
  transport: Words(['smtp', 'local-inbox', 'none']),
  /** What last week was not mailed at once, by the setting that said so; on the first page only. */
  notMailed: Type.Array(NotMailed),
};
export const MyMailsForContact = Type.Object({ ...Page(Type.Object(MyMailForContact)).properties, ...facts });
/** Staff reads what the mail server said. */
export const MyMailsForTech = Type.Object({
  ...Page(Type.Object({ ...MyMailForContact, lastError: Nullable(Type.String()) })).properties,
  ...facts,
});
