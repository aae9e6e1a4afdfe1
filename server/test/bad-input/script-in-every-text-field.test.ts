import { readFileSync } from 'node:fs';
import type { RouteContract } from '@portico/contracts/kernel/route.ts';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modules } from '../../src/app.ts';
import { escapeHtml } from '../../src/kernel/text/rich-text.ts';
import type { Caller } from '../matrix/actors.ts';
import { REQUESTS } from '../matrix/requests.ts';
import { type Scene, scene } from '../matrix/scene.ts';
import { freshBrowsers } from './fresh-browsers.ts';
import { bodyFields, queryFields, type TextField, valueAt, withValue } from './text-fields.ts';

const naughty: string[] = JSON.parse(readFileSync(new URL('../fixtures/blns.json', import.meta.url), 'utf8'));
const contracts = modules.flatMap((module) => module.routes ?? []).map((route) => route.contract);

/**
 * All strings go through this (and in create-ticket.test.ts through title and description), a rotating part through every other
 * route: the fields share one way through the kernel.
 */
const THOROUGHLY = ['tickets.comment'];
const PART = 10;
/** Their limits would answer, or a slow hash would take minutes: tried with a few strings from an address of their own each. */
const FEW = /^signIn\.|^setup\.|[pP]assword$|^secondFactor\.|^identityProviders\.readMetadata$/;
/** Clear answers of single routes: nobody offers an account to whom has one, a provider that is not there, and a cursor is no text. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  'session.createContact': ['contactCreation.notOffered'],
  'signIn.oidc': ['provider.notFound'],
  'signIn.saml': ['provider.notFound'],
  'contacts.viewAs': ['cursor.invalid'],
};

let s: Scene;
beforeAll(async () => {
  s = await scene();
}, 120_000);
afterAll(() => s?.w.close());

/** Who may send it. */
const callerFor = (contract: RouteContract): Caller =>
  contract.permission === 'contact' || contract.id === 'comments.edit' ? s.callers.owner : s.callers.master;
const requestName = (id: string): string => Object.keys(REQUESTS).find((name) => name === id || name.startsWith(`${id}#`))!;
const headersOf = freshBrowsers();
let turn = 0;
function stringsFor(contract: RouteContract): readonly string[] {
  if (THOROUGHLY.includes(contract.id)) return naughty;
  const count = FEW.test(contract.id) ? 8 : PART;
  turn += count;
  return Array.from({ length: count }, (_, n) => naughty[(turn + n) % naughty.length]!);
}

async function send(contract: RouteContract, path: string, body?: object) {
  const who = callerFor(contract);
  const answer = await s.w.app.inject({
    method: contract.method,
    url: `/api/v1${path}`,
    ...(FEW.test(contract.id) ? { remoteAddress: `10.9.${turn % 200}.${s.unique() % 250}` } : {}),
    headers: { ...(await headersOf(who)), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { payload: JSON.stringify(body) } : {}),
  });
  return { status: answer.statusCode, text: answer.body, body: answer.body.startsWith('{') ? answer.json() : null };
}

const inField = (field: TextField, text: string): unknown => {
  const value = field.isRich ? `<p>${escapeHtml(text)}</p>` : text;
  return field.isList ? [value] : value;
};
const plain = (html: string): string =>
  html
    .replaceAll(/<br ?\/?>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
/** What the browser would show; space around it is nobody's content. */
const shown = (field: TextField, value: unknown): string => {
  const text = Array.isArray(value) ? String(value[0]) : String(value);
  return (field.isRich ? plain(text) : text).trim();
};

/** A tag has one spelling, that of whoever was first, and single blanks. */
const asTag = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').toLowerCase();

/** Sends one string in all fields at once; what is refused by name is left out, and the rest must be kept. Complaints, if any. */
async function tryString(contract: RouteContract, text: string): Promise<string[]> {
  const { path, body: base = {} } = await REQUESTS[requestName(contract.id)]!(s, callerFor(contract));
  let fields = bodyFields(contract);
  const told = (what: string) => [`${contract.id} with ${JSON.stringify(text)}: ${what}`];
  for (let round = 0; round < 12; round++) {
    const body = fields.reduce<object>((made, field) => withValue(made, field.path, inField(field, text)), base as object);
    const answer = await send(contract, path, body);
    if (answer.status >= 500) return told(`answers ${answer.status} ${answer.text}`);
    if (answer.status === 422) {
      const wrong: string[] = (answer.body.fields ?? []).map((one: { path: string }) => one.path);
      const left = fields.filter((field) => !wrong.some((one) => one === field.path || one.startsWith(`${field.path}.`)));
      if (FEW.test(contract.id)) return [];
      if (wrong.length === 0 || left.length === fields.length) return told(`is refused without naming the field: ${answer.text}`);
      fields = left;
      continue;
    }
    // A name that is taken, a code that has gone, enough test mails: clear answers as well.
    if (ANSWERS[contract.id]?.includes(answer.body?.code)) return [];
    if (answer.status >= 300) return [409, 410, 429].includes(answer.status) ? [] : told(`answers ${answer.status} ${answer.text}`);
    if (answer.status === 204) return [];
    return fields.flatMap((field) => {
      const back = valueAt(answer.body?.key ?? answer.body, field.path);
      const expected = shown(field, inField(field, text));
      // Blank words are no tag.
      if (back === undefined || back === null || (field.isList && !/[^\p{Z}\p{C}]/u.test(expected))) return [];
      const isSame =
        field.isList && Array.isArray(back)
          ? back.map((one) => asTag(String(one))).includes(asTag(expected))
          : shown(field, back) === expected;
      return isSame ? [] : told(`${field.path} came back as ${JSON.stringify(back)}`);
    });
  }
  return told('is refused again and again');
}

describe('every text field of every body', () => {
  const withText = contracts.filter((contract) => bodyFields(contract).length > 0);
  it('is found in the contracts', () => {
    expect(withText.flatMap(bodyFields).length).toBeGreaterThan(60);
  });
  it.each(withText.map((contract) => [`${contract.id}: ${bodyFields(contract).map((field) => field.path)}`, contract] as const))(
    '%s',
    async (_name, contract) => {
      const complaints: string[] = [];
      for (const text of stringsFor(contract)) complaints.push(...(await tryString(contract, text)));
      expect(complaints).toEqual([]);
    },
    120_000,
  );
});

describe('every text field of every query and path', () => {
  const withText = contracts.filter((contract) => queryFields(contract).length > 0 && contract.consumes !== 'binary');
  it.each(withText.map((contract) => [`${contract.id}: ${queryFields(contract).map((field) => field.path)}`, contract] as const))(
    '%s',
    async (_name, contract) => {
      const { path } = await REQUESTS[requestName(contract.id)]!(s, callerFor(contract));
      const complaints: string[] = [];
      for (const text of stringsFor(contract)) {
        for (const field of queryFields(contract)) {
          const query = new URLSearchParams([[field.path, text.toWellFormed()]]);
          const answer = await send(contract, `${path.split('?')[0]}?${query}${contract.id === 'search.all' ? '' : '&limit=1'}`);
          const isClear = answer.status < 300 || ([400, 422].includes(answer.status) && answer.body.detail !== '');
          if (!isClear) complaints.push(`${contract.id}?${query}: ${answer.status} ${answer.text}`);
        }
      }
      expect(complaints).toEqual([]);
    },
    120_000,
  );
  it('drafts by key', async () => {
    const contract = contracts.find((one) => one.id === 'drafts.get')!;
    for (const text of stringsFor(contract))
      expect((await send(contract, `/drafts/${encodeURIComponent(text.toWellFormed())}`)).status).toBeLessThan(500);
  });
});

describe('markup', () => {
  /** Elements and attributes our own text may have; `href` and `src` only with harmless addresses. */
  const harmless = (html: string): string[] =>
    [...html.matchAll(/<[^>]*>?/g)]
      .map((match) => match[0])
      .filter((tag) => {
        if (/^<\/[a-z0-9]+>$/.test(tag)) return false;
        const isKnown =
          /^<(p|br|strong|em|u|s|del|code|pre|blockquote|ul|ol|li|a|img|h[1-6]|hr|table|thead|tbody|tr|th|td|span|div|mark|sub|sup)\b/.test(
            tag,
          );
        return !isKnown || /[\s/"']on[a-z]+\s*=|style\s*=|javascript:|vbscript:|data:|srcdoc|formaction/i.test(tag);
      });

  it('of any naughty string comes back as text or without anything a browser could run', async () => {
    const { owner, member } = s.people;
    const id = await s.ticket();
    for (const [n, text] of naughty.entries()) {
      const changed = await member.call('PATCH', `/tickets/${id}`, { descriptionHtml: text });
      if (changed.status === 422) continue;
      expect(changed.status, text).toBe(200);
      expect(harmless(changed.body.descriptionHtml), text).toEqual([]);
      if (n % 20 === 0) await member.call('POST', `/tickets/${id}/comments`, { bodyHtml: `<p>${text}</p>` });
    }
    const timeline = (await owner.call('GET', `/tickets/${id}/timeline?limit=100`)).body.items;
    for (const entry of timeline) if (entry.comment) expect(harmless(entry.comment.bodyHtml)).toEqual([]);
  }, 120_000);

  it('is just as harmless in mails', async () => {
    // What all the strings before have caused is not of interest here, and would take minutes.
    await s.w.db.execute(sql`delete from pgboss.job where state = 'created'`);
    const { member } = s.people;
    const id = await s.ticket();
    for (const text of naughty.filter((one, n) => n % 20 === 0 || /<script|onerror/i.test(one)).slice(0, 40))
      await member.call('POST', `/tickets/${id}/comments`, { bodyHtml: `<p>so:</p>${text}` });
    await s.w.drain({ failures: 'allow' });
    const { rows } = await s.w.db.execute<{ html: string }>(sql`select html from inbox_messages where html like '%so:%'`);
    expect(rows.length).toBeGreaterThan(10);
    for (const { html } of rows) expect(html).not.toMatch(/<script|<iframe|<svg|<object|<[^>]*[\s/"']on[a-z]+\s*=|<[^>]*javascript:/i);
  }, 120_000);
});

describe('file names', () => {
  it('survive, or lose only what no file name can have, and never break a header', async () => {
    const { owner } = s.people;
    for (const text of naughty.filter((one, n) => n % 9 === 0 && one.isWellFormed())) {
      const id = await s.upload(owner, text, Buffer.from('x')).catch((error: Error) => error.message);
      if (typeof id === 'string') {
        expect(id, text).toContain('"code":"input.invalid"');
        continue;
      }
      const file = (await owner.call('GET', `/files/${id}`)).body;
      expect(file.name.length, text).toBeGreaterThan(0);
      expect(file.name, text).not.toMatch(/[/\\\p{Cc}]/u);
      const answer = await s.w.app.inject({ url: file.links.download, headers: { cookie: owner.cookie, 'sec-fetch-site': 'same-origin' } });
      expect([answer.statusCode, answer.headers['content-type']], text).toEqual([200, 'application/octet-stream']);
      expect((await owner.call('DELETE', `/files/${id}`)).status).toBe(204);
    }
  });
});
