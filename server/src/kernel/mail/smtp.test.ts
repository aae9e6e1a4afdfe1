import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import naughty from '../../../test/fixtures/blns.json' with { type: 'json' };
import { type FakeSmtp, startFakeSmtp } from '../../../test/start-fake-smtp.ts';
import { classify } from './classify.ts';
import { headerText, isAddress, parseMailbox } from './mailbox.ts';
import { createSmtpTransport } from './smtp.ts';
import type { MailRefused, MailTransport, OutgoingMail } from './transport.ts';

let smtp: FakeSmtp;
let transport: MailTransport;
beforeAll(async () => {
  smtp = await startFakeSmtp();
  transport = createSmtpTransport(smtp.url, { connectMs: 1_000, handOverMs: 1_000, answerMs: 1_500 });
});
afterAll(() => {
  transport.close();
  smtp.stop();
});

let counter = 0;
const mail = (more: Partial<OutgoingMail> = {}): OutgoingMail => ({
  messageId: `<mail-${++counter}@portico.test>`,
  date: '2026-11-21T08:51:00.000Z',
  from: { name: 'Northwind IT', address: 'help@portico.test' },
  replyTo: null,
  to: { name: 'Mira Öztürk', address: 'mira@example.test' },
  subject: 'Grüße aus Zürich',
  html: '<p>Hello</p>',
  text: 'Hello',
  headers: { 'Auto-Submitted': 'auto-generated' },
  ...more,
});
const refusal = (sending: Promise<void>): Promise<MailRefused> =>
  sending.then(
    () => {
      throw new Error('It was accepted.');
    },
    (error: MailRefused) => error,
  );
const headOf = (raw: string): string => raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ');

describe('allows', () => {
  it('a mail with its Message-ID, sender and automatic marks', async () => {
    const sent = mail();
    await transport.send(sent);
    await smtp.taken(1);
    const head = headOf(smtp.mails.at(-1)?.raw ?? '');
    expect(head).toContain(`Message-ID: ${sent.messageId}`);
    expect(head).toContain('From: Northwind IT <help@portico.test>');
    expect(head).toContain('Auto-Submitted: auto-generated');
    expect(smtp.mails.at(-1)?.to).toEqual(['mira@example.test']);
  });

  it('a second mail over the same connection', async () => {
    await Promise.all([transport.send(mail()), transport.send(mail())]);
  });
});

describe('waits for the answer to a whole mail', () => {
  it('longer than for handing it over, and once', async () => {
    await smtp.faults({ slowMs: 1_200 });
    const letter = mail();
    await transport.send(letter);
    await smtp.faults({});
    expect(smtp.mails.filter(({ raw }) => raw.includes(letter.messageId))).toHaveLength(1);
  });

  it('not for ever, and then hangs up and says that it may have arrived; the others pass meanwhile', async () => {
    await smtp.faults({ slowMs: 20_000 });
    const waiting = refusal(transport.send(mail()));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await smtp.faults({});
    await transport.send(mail());
    expect(await waiting).toMatchObject({ permanent: false, about: 'mail', unanswered: true });
    await expect.poll(async () => (await smtp.connections()).open).toBeLessThanOrEqual(1);
  });

  it('and when we stop, no longer', async () => {
    const stopping = createSmtpTransport(smtp.url);
    await smtp.faults({ slowMs: 20_000 });
    const began = smtp.mails.length;
    const waiting = refusal(stopping.send(mail()));
    await smtp.taken(began + 1);
    await smtp.faults({});
    const stopped = performance.now();
    stopping.close();
    expect(await waiting).toMatchObject({ permanent: false, about: 'mail', unanswered: true });
    expect(performance.now() - stopped).toBeLessThan(10_000);
  });
});

describe('refuses', () => {
  it('an unknown recipient for good', async () => {
    const error = await refusal(transport.send(mail({ to: { name: null, address: 'refused@example.test' } })));
    expect(error).toMatchObject({ permanent: true, message: expect.stringContaining('The mail server refused the address: 550') });
  });

  it('a greylisted one for now, and takes it the second time', async () => {
    const letter = mail({ to: { name: null, address: 'greylisted@example.test' } });
    expect(await refusal(transport.send(letter))).toMatchObject({ permanent: false });
    await transport.send(letter);
  });

  it('to wait for a slow server', async () => {
    const error = await refusal(transport.send(mail({ to: { name: null, address: 'slow@example.test' } })));
    expect(error).toMatchObject({ permanent: false });
  });

  it('for now when the connection is lost in the middle of the mail', async () => {
    const letter = mail({ to: { name: null, address: 'cut@example.test' }, text: 'x'.repeat(200_000) });
    expect(await refusal(transport.send(letter))).toMatchObject({ permanent: false });
    await transport.send(letter);
    await smtp.taken(smtp.mails.length);
    const copies = smtp.mails.filter((one) => one.to.includes('cut@example.test'));
    expect(new Set(copies.map((one) => /^Message-ID: (.+)$/im.exec(one.raw)?.[1]))).toEqual(new Set([letter.messageId]));
  });

  it('for now when there is no server', async () => {
    const nowhere = createSmtpTransport('smtp://127.0.0.1:1');
    expect(await refusal(nowhere.send(mail()))).toMatchObject({ permanent: false });
    nowhere.close();
  });

  it('a wrong password for now: the mail is not to blame', () => {
    const error = Object.assign(new Error('Invalid login'), {
      code: 'EAUTH',
      responseCode: 535,
      response: '535 5.7.8 Bad',
      command: 'AUTH PLAIN',
    });
    expect(classify(error)).toMatchObject({ permanent: false });
    const greeting = Object.assign(new Error('no'), { code: 'EPROTOCOL', responseCode: 554, response: '554 No service', command: 'CONN' });
    expect(classify(greeting)).toMatchObject({ permanent: false });
  });
});

describe('rejects', () => {
  const SMUGGLED = [
    'a@b.test\r\nBcc: c@d.test',
    'a@b.test, c@d.test',
    'a@b.test\nRCPT TO:<c@d.test>',
    '<a@b.test>',
    'a b@c.test',
    '"x"@y.test',
    'a@b@c.test',
    '',
  ];
  it.each(SMUGGLED)('the address %j', async (address) => {
    expect(isAddress(address)).toBe(false);
    expect(await refusal(transport.send(mail({ to: { name: null, address } })))).toMatchObject({ permanent: true });
  });

  it('no naughty string breaks out of a header line', async () => {
    const strings = [
      ...naughty,
      'Hi\r\nBcc: victim@example.test',
      'Hi\nSubject: other',
      'Hi\r\n\r\n<script>',
      '\u2028Bcc: a@b.test',
      '\ud800',
      '=?utf-8?Q?=0D=0ABcc:=20a@b.test?=',
    ];
    for (const text of strings) expect(headerText(text)).not.toMatch(/[\r\n\0\u0085\u2028\u2029]/);
    const ids: string[] = [];
    const mine = () => smtp.mails.filter(({ raw }) => ids.some((id) => raw.includes(id)));
    const some = strings.filter((_, index) => index % 9 === 0 || index >= naughty.length);
    for (const text of some) {
      const letter = mail({
        subject: text,
        to: { name: text, address: 'mira@example.test' },
        from: { name: text, address: 'help@portico.test' },
        text,
        html: `<p>${text}</p>`,
        headers: { References: text },
      });
      ids.push(letter.messageId);
      await transport.send(letter);
    }
    for (let waited = 0; mine().length < some.length && waited < 5_000; waited += 20)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(mine()).toHaveLength(some.length);
    for (const { raw, to } of mine()) {
      expect(to).toEqual(['mira@example.test']);
      const names = headOf(raw)
        .split('\r\n')
        .map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
      expect(names.filter((name) => name === 'subject').length).toBeLessThan(2);
      expect(names).not.toContain('bcc');
    }
  });

  it('a header whose name is no name', async () => {
    expect(await refusal(transport.send(mail({ headers: { 'X\r\nBcc': 'a@b.test' } })))).toMatchObject({ permanent: true });
  });
});

describe('parseMailbox', () => {
  it('reads names and bare addresses', () => {
    expect(parseMailbox('Help Desk <help@a.test>')).toEqual({ name: 'Help Desk', address: 'help@a.test' });
    expect(parseMailbox('help@a.test')).toEqual({ name: null, address: 'help@a.test' });
    expect(parseMailbox('help')).toBeNull();
  });
});
