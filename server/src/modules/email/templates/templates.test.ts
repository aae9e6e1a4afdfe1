import { describe, expect, it } from 'vitest';
import naughty from '../../../../test/fixtures/blns.json' with { type: 'json' };
import type { NoticeContent } from '../../../kernel/module.ts';
import { de } from '../texts/de.ts';
import { en } from '../texts/en.ts';
import { textsFor } from '../texts/index.ts';
import type { Letter } from './blocks.ts';
import { bodyForMail } from './body-for-mail.ts';
import { buttonColours } from './colours.ts';
import { noticeMail } from './notice.ts';
import { signInMail } from './sign-in.ts';

const letter = (more: Partial<Letter> = {}): Letter => ({
  workspace: { name: 'Northwind IT', brandColor: '#0B7A65', phone: '+49 30 1234' },
  publicUrl: 'https://portal.example.test',
  locale: 'en',
  timeZone: 'Europe/Berlin',
  isAnswered: false,
  ...more,
});
const content = (more: Partial<NoticeContent> = {}): NoticeContent => {
  const values = { number: 48213, title: 'Printer', company: 'Acme', status: 'In progress', author: 'Sam' };
  return {
    subject: { key: 'ticket.commented.subject', values },
    lead: { key: 'ticket.commented.lead', values },
    html: '<p>Try again</p>',
    text: 'Try again',
    link: '/portal/tickets/48213',
    threadKey: 'ticket:1',
    ...more,
  };
};
const notice = (more: Partial<NoticeContent> = {}, to: Partial<Letter> = {}, audience: 'contact' | 'tech' = 'contact') =>
  noticeMail(letter(to), { content: content(more), audience, occurredAt: '2026-11-21T08:51:00.000Z' });

describe('catalogues', () => {
  it('have the same keys and placeholders', () => {
    expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
    const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
    for (const key of Object.keys(en) as (keyof typeof en)[]) expect(holes(de[key]), key).toEqual(holes(en[key]));
  });

  it('read a text once: placeholders in values stay what they are', () => {
    expect(textsFor('en')('signIn.lead', { workspace: '{{workspace}} $& $1' })).toBe('Use this code to sign in to {{workspace}} $& $1.');
  });
});

describe('a notice', () => {
  it('keeps one subject per ticket and says in the first line what happened', () => {
    const [reply, closed] = [notice(), notice({ lead: { key: 'ticket.closed.lead', values: { author: 'Sam' } } })];
    expect(reply.subject).toBe('Printer [#48213]');
    expect(closed.subject).toBe(reply.subject);
    expect(reply.text).toContain('Sam answered your request.');
    expect(reply.text).toContain('> Try again');
    expect(reply.text).toContain('https://portal.example.test/portal/tickets/48213');
  });

  it('says times in the zone of the reader, and other words to staff', () => {
    expect(notice().text).toContain('21 November 2026 at 09:51 (Europe/Berlin)');
    expect(notice({}, { timeZone: 'America/New_York' }).text).toContain('03:51');
    expect(notice({}, { timeZone: 'Not/AZone' }).text).toContain('08:51 (UTC)');
    expect(notice({}, {}, 'tech').text).toContain('Sam wrote a comment.');
  });

  it('speaks German', () => {
    const mail = notice({}, { locale: 'de' });
    expect(mail.text).toContain('Sam hat auf Ihre Anfrage geantwortet.');
    expect(mail.text).toContain('21. November 2026');
    expect(mail.html).toContain('<html lang="de"');
  });

  it('has words for a kind nobody translated', () => {
    const mail = notice({ subject: { key: 'moon.risen', values: {} }, lead: { key: 'moon.risen', values: {} } });
    expect(mail.subject).toBe('News from Northwind IT');
  });

  it('names files and links to the page instead of attaching them', () => {
    const mail = notice({ fileNames: ['plan <b>.pdf'] });
    expect(mail.text).toContain('- plan <b>.pdf');
    expect(mail.html).toContain('plan &lt;b&gt;.pdf');
  });
});

describe('hostile input', () => {
  const ALLOWED =
    /^(html|head|meta|title|style|body|div|table|tr|td|th|thead|tbody|p|h[1-4]|ul|ol|li|a|br|hr|blockquote|pre|code|strong|em|u|s|sub|sup|mark|b|i|span)$/;
  it('never becomes markup, in any place', () => {
    for (const text of naughty) {
      const values = { number: 1, title: text, company: text, status: text, author: text };
      const workspace = { name: text, brandColor: text, phone: text };
      const mail = notice(
        {
          html: text,
          fileNames: [text],
          subject: { key: 'ticket.commented.subject', values },
          lead: { key: 'ticket.commented.lead', values },
        },
        { workspace },
      );
      const tags = [...mail.html.matchAll(/<\/?([a-z][\w:-]*)/gi)].map((match) => (match[1] ?? '').toLowerCase());
      expect(
        tags.filter((tag) => !ALLOWED.test(tag)),
        text,
      ).toEqual([]);
      expect(mail.html.replaceAll(/>[^<]*/g, '>')).not.toMatch(/\son\w+\s*=|javascript:|vbscript:|data:|<[^>]+\ssrc=/i);
    }
  });

  it('loads nothing: pictures become links to the page, foreign ones vanish', () => {
    const body = bodyForMail(
      '<p>See <img src="file:12" alt="x"> and <img src="https://evil.test/p.gif"><a href="javascript:alert(1)">b</a></p><script>alert(1)</script>',
      {
        link: 'https://portal.example.test/portal/tickets/1',
        pictureWords: 'Picture',
      },
    );
    expect(body.html).toContain('<a href="https://portal.example.test/portal/tickets/1"');
    expect(body.html).toContain('[Picture]</a>');
    expect(body.html).not.toMatch(/<img|evil|script/);
    expect(body.text).toContain('[Picture]');
  });
});

describe('a sign-in mail', () => {
  it('shows the code large and the link, but not in subject or preview', () => {
    const mail = signInMail(letter(), { code: '042137', link: 'https://portal.example.test/sign-in/link#abc', minutes: 10 });
    expect(mail.html).toMatch(/font-size:32px[^>]*>042137</);
    expect(mail.html).toContain('href="https://portal.example.test/sign-in/link#abc"');
    expect(mail.subject).not.toContain('042137');
    expect(mail.html.slice(0, mail.html.indexOf('<table'))).not.toContain('042137');
  });
});

describe('buttonColours', () => {
  it.each(['#0B7A65', '#FFD400', '#0A1F44', '#D7263D', '#B6F000', '#FFFFFF'])('%s carries readable words', (brand) => {
    const { text, edge } = buttonColours(brand);
    expect(['#FFFFFF', '#1B1B18']).toContain(text);
    if (brand === '#FFFFFF') expect(edge).toBe('#8E8C85');
  });
  it('falls back from what is no colour', () => expect(buttonColours('red;}').fill).toBe('#0B7A65'));
});
