import type { Ctx } from '../../kernel/context.ts';
import { findEvent } from '../../kernel/events/events.store.ts';
import { findActor } from '../access/index.ts';
import {
  type DigestGroup,
  digestMail,
  letterFor,
  listRecipients,
  type MailCheck,
  type MailContent,
  queueMail,
  type Recipient,
} from '../email/index.ts';
import { availabilityAt } from '../techs/index.ts';
import { listOfMail, listReadable, lockDue, type Told } from './digests.reads.ts';
import { noteMail, planDigest } from './digests.store.ts';
import { contentFor } from './notices.content.ts';
import type { VisibleNotices } from './notifications.policy.ts';
import { type Declarations, homeOf, isKept, settingsPageOf, topicsOf } from './notifications.rules.ts';
import { choiceOf, digestAt, nextDigest, quietUntil } from './settings.rules.ts';
import { findSettings } from './settings.store.ts';
import { zoneFor } from './zone-for.ts';

export interface Summaries {
  readonly declarations: Declarations;
  readonly visible: VisibleNotices;
}

/** Tickets of one mail; the rest is counted. */
const MOST_GROUPS = 30;
/** Characters of the newest words. */
const MOST_WORDS = 280;
export const DIGEST_PREFIX = 'digest:';

/**
 * Makes the summary that is due for one person. What was waiting and the mail change hands in one transaction: killed before its
 * end, everything still waits; after it, nothing does.
 */
export async function sendDigest(ctx: Ctx, summaries: Summaries, accountId: number): Promise<void> {
  const due = await lockDue(ctx.tx, accountId, ctx.now);
  const [recipient] = await listRecipients(ctx.tx, [accountId]);
  if (!recipient || due.length === 0) return;
  const wanted = await stillWanted(ctx, summaries.declarations, recipient, due);
  if (wanted.length === 0) return;
  await planDigest(
    ctx.tx,
    wanted.map((one) => one.id),
    null,
  );
  if (!recipient.active || recipient.email === null) return;
  const content = await contentOf(ctx, summaries, recipient, wanted);
  if (!content) return;
  const mail = await queueMail(ctx, {
    kind: 'digest',
    to: { name: recipient.name, address: recipient.email },
    account: accountId,
    ...content,
    dedupeKey: `${DIGEST_PREFIX}${accountId}:${wanted.at(-1)?.id}`,
  });
  if (mail !== null)
    await noteMail(
      ctx.tx,
      wanted.map((one) => one.id),
      mail,
    );
}

/**
 * Asks the settings, the zone and the state of this moment: what is not wanted any more is dropped, what is wanted later or cannot be
 * told now is planned anew.
 */
async function stillWanted(ctx: Ctx, declarations: Declarations, recipient: Recipient, due: readonly Told[]): Promise<readonly Told[]> {
  const zone = await zoneFor(ctx, recipient);
  const settings = await findSettings(ctx.tx, recipient.accountId);
  const away = isKept(availabilityAt(recipient, ctx.now), false) ? nextDigest(ctx.now, 'digest', zone) : null;
  const later = away ?? quietUntil(settings.quiet, zone, ctx.now);
  const topics = new Map(topicsOf(declarations).map((topic) => [topic.key, topic]));
  const plans = new Map<string | null, number[]>();
  const wanted: Told[] = [];
  for (const one of due) {
    const topic = topics.get(one.topic ?? '');
    const at = topic ? digestAt(one.createdAt, choiceOf(topic, settings.choices[topic.key]).email, zone) : null;
    const plan = at !== null && at <= ctx.now ? later : at;
    if (at !== null && plan === null) wanted.push(one);
    else plans.set(plan, [...(plans.get(plan) ?? []), one.id]);
  }
  for (const [at, ids] of plans) await planDigest(ctx.tx, ids, at);
  return wanted;
}

/** Null when there is nothing (any more) to say: all of it was seen, or may not be read. */
async function contentOf(ctx: Ctx, summaries: Summaries, recipient: Recipient, told: readonly Told[]): Promise<MailContent | null> {
  const actor = await findActor(ctx.tx, recipient.accountId);
  const news = told.filter((one) => !one.isKnown);
  if (!actor || news.length === 0) return null;
  const readable = await listReadable(
    ctx.tx,
    news.map((one) => one.id),
    summaries.visible(actor),
  );
  const byThing = new Map<string, Told[]>();
  for (const one of news) {
    const thing = one.ticketId === null ? `notice ${one.id}` : `ticket ${one.ticketId}`;
    if (readable.has(one.id)) byThing.set(thing, [...(byThing.get(thing) ?? []), one]);
  }
  const all = [...byThing.values()];
  const groups: DigestGroup[] = [];
  for (const facts of all.slice(0, MOST_GROUPS)) {
    const group = await groupOf(ctx, summaries.declarations, recipient, facts);
    if (group) groups.push(group);
  }
  if (groups.length === 0) return null;
  const letter = await letterFor(ctx, { accountId: recipient.accountId });
  return digestMail(letter, {
    groups,
    more: Math.max(0, all.length - MOST_GROUPS),
    audience: recipient.kind,
    home: homeOf(recipient),
    settings: settingsPageOf(recipient),
  });
}

/** The newest fact is asked for again, with every rule of its declaration: who may not read it gets nothing of this thing. */
async function groupOf(ctx: Ctx, declarations: Declarations, recipient: Recipient, facts: readonly Told[]): Promise<DigestGroup | null> {
  for (const newest of facts.toReversed().slice(0, 3)) {
    const event = await findEvent(ctx.tx, newest.eventId);
    const declaration = event && declarations.get(event.name);
    const content = event && declaration && (await contentFor(ctx, { event, declaration }, recipient));
    if (!content) continue;
    const said = facts.slice(0, facts.indexOf(newest) + 1).map((fact) => ({ lead: fact.lead, at: fact.createdAt }));
    return { subject: content.subject, link: content.link, facts: said, words: beginning(content.text) };
  }
  return null;
}

function beginning(text: string | null): string | null {
  const words = text?.replace(/\s+/g, ' ').trim() ?? '';
  if (words === '') return null;
  return words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS).trimEnd()} …` : words;
}

/** Asked when the summary really leaves, like every notice: rights, deleted words and what was read since count. */
export const digestCheck =
  (summaries: Summaries): MailCheck =>
  async (ctx, mail) => {
    const accountId = Number(mail.dedupeKey.split(':')[1]);
    const [recipient] = await listRecipients(ctx.tx, [accountId]);
    const told = recipient ? await listOfMail(ctx.tx, mail.id) : [];
    const content = recipient && (await contentOf(ctx, summaries, recipient, told));
    return content || { suppress: 'Everything in this summary was read meanwhile, or may no longer be read.' };
  };
