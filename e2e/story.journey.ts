import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, openPage, type Watched, watch } from './browser.ts';
import { newTech, type Person, sessionOf } from './cast.ts';
import { dropFiles, pasteFiles, pdf, png } from './files.ts';
import { eventually, inboxOf, readMail } from './sign-in.ts';

const url = inject('demoUrl');
const jana = 'jana.osterkamp@bergmann-steuer.example';
const stamp = Date.now().toString(36);
const title = `Scanner sends blank pages (${stamp})`;
const note = `Only for us: the feeder was never cleaned ${stamp}`;
const reply = `Please open the cover and clean the glass strip ${stamp}`;

let browser: Browser;
let contact: Watched;
let tech: Watched;
let sam: Person;
let number = '';
/** Everything the server ever sent to the contact's browser. */
const heard: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
  sam = await newTech('Robin Castellane');
  tech = await openPage(browser, { cookie: { url, value: await sessionOf(sam, 'tech') } });
  contact = await openPage(browser);
  listen(contact.page);
});
afterAll(() => browser.close());

function listen(page: Page): void {
  page.on('response', (response) => {
    if (/json|text\/(?!css|javascript)/.test(response.headers()['content-type'] ?? ''))
      response.text().then(
        (body) => heard.push(body),
        () => undefined,
      );
  });
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))));
}

describe('a contact asks, a tech answers', () => {
  it('has a tech looking at the tickets nobody has taken', async () => {
    const { page } = tech;
    await page.goto(`${url}/tech/tickets?view=unassigned&sort=-createdAt`);
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
  });

  it('lets the contact in by a deep link, an address, the code of the local inbox and a choice', async () => {
    const { page } = contact;
    await page.goto(`${url}/portal/new`);
    await page.waitForURL(/\/sign-in/);
    await page.getByLabel('Work e-mail').fill(jana);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Check your mail' }).waitFor();

    const [inbox] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: /open its inbox/ }).click()]);
    watch(inbox);
    await inbox.getByRole('listitem').first().getByRole('link').click();
    const mail = inbox.frameLocator('iframe').locator('body');
    const code =
      /\b(\d{3})\s?(\d{3})\b/
        .exec((await mail.textContent()) ?? '')
        ?.slice(1)
        .join('') ?? '';
    expect(code).toHaveLength(6);
    await inbox.close();

    await page.getByLabel('Code', { exact: true }).fill(code);
    await page.getByRole('heading', { name: /Where to, Jana/ }).waitFor();
    const places = page.getByRole('main').getByRole('listitem');
    expect(await places.count()).toBeGreaterThanOrEqual(3);
    await places.filter({ hasText: 'Bergmann' }).first().getByRole('button').click();
    await page.waitForURL(`${url}/portal/new`);
  });

  it('shows the home page, from where a service is picked', async () => {
    const { page } = contact;
    await page.getByRole('navigation').getByRole('link', { name: 'Home' }).first().click();
    await page.getByRole('heading', { level: 1, name: /Jana/ }).waitFor();
    await page.getByRole('link', { name: 'All services' }).click();
    await page.getByRole('link', { name: /Report a printer fault/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Report a printer fault' }).waitFor();
  });

  it('takes formatting, a pasted screenshot and a dropped PDF', async () => {
    const { page } = contact;
    await page.getByLabel('In a few words').fill(title);
    const editor = page.getByRole('textbox', { name: 'What exactly happens' });
    await editor.click();
    await page.keyboard.type('Since this morning every page comes out ');
    await page.getByRole('button', { name: 'Bold' }).click();
    await page.keyboard.type('empty');
    await pasteFiles(editor, [{ name: 'screenshot.png', type: 'image/png', bytes: png(320, 200) }]);
    await editor.getByRole('img').waitFor();
    await dropFiles(page.getByText('or drop them here'), [
      { name: 'scan protocol.pdf', type: 'application/pdf', bytes: pdf('Scan protocol') },
    ]);
    await page.getByRole('list', { name: 'Files to send' }).getByText('scan protocol.pdf').waitFor();
    await page.getByRole('button', { name: 'Send request' }).click();
    await page.waitForURL(/\/portal\/tickets\/\d+/);
    number = /tickets\/(\d+)/.exec(page.url())?.[1] ?? '';
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByText('We have your request.').waitFor();
    await eventually(() => page.locator('main strong', { hasText: 'empty' }).count(), 'The bold word in the request');
    await eventually(
      () => page.locator('main img').evaluateAll((images) => images.some((image) => (image as HTMLImageElement).naturalWidth > 0)),
      'The pasted picture in the request',
    );
    await page.getByRole('button', { name: /scan protocol\.pdf/ }).waitFor();
  });

  it('arrives in the list of the tech without a reload and is assigned', async () => {
    const { page } = tech;
    await page.getByRole('list', { name: 'Tickets' }).getByText(title).click();
    await page.getByLabel('Preview').getByText('Since this morning').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/tech/tickets/${number}`));
    expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
    const ticket = page.getByRole('region', { name: `Ticket ${number}` });
    await ticket.getByRole('button', { name: 'Unassigned' }).click();
    await page.getByRole('option', { name: /\(me\)/ }).click();
    await ticket.getByRole('button', { name: 'Robin Castellane' }).waitFor();
  });

  it('gets an internal note and a reply', async () => {
    const { page } = tech;
    await page.getByRole('region', { name: `Ticket ${number}` }).waitFor();
    await page.getByRole('button', { name: 'Internal note' }).click();
    const noteBox = page.getByRole('region', { name: 'Internal note' });
    await noteBox.getByText(/^Only .* staff see this/).waitFor();
    await noteBox.getByRole('textbox', { name: 'Internal note' }).fill(note);
    await noteBox.getByRole('button', { name: 'Save internal note' }).click();
    await page.getByText(note).first().waitFor();
    await page.getByRole('button', { name: 'Reply to customer' }).click();
    const replyBox = page.getByRole('region', { name: 'Reply to customer' });
    await replyBox.getByRole('textbox', { name: 'Reply to customer' }).fill(reply);
    await replyBox.getByRole('button', { name: 'Send, set Waiting for customer' }).click();
    await page.getByRole('button', { name: 'Waiting for customer' }).waitFor();
  });

  it('shows the reply on the open page of the contact, and mails it, but never the note', async () => {
    const { page } = contact;
    await page.getByText(reply).waitFor();
    await page.getByRole('heading', { name: /With Robin.*, waiting for you/ }).waitFor();
    const mail = await eventually(async () => {
      const [newest] = await inboxOf(url, jana);
      const read = newest && (await readMail(url, newest.id));
      return read?.text.includes(reply) && read;
    }, 'The mail with the reply');
    expect(mail.text + mail.html).not.toContain(note);
    expect(await page.getByText(note).count()).toBe(0);
  });

  it('lets the contact answer, close and reopen', async () => {
    const { page } = contact;
    const answer = `Cleaned it, still empty ${stamp}`;
    await page
      .getByRole('region', { name: 'Your reply' })
      .getByRole('button', { name: /Write a reply to Robin/ })
      .click();
    await page.getByRole('textbox', { name: /Write a reply to Robin/ }).fill(answer);
    await page.getByRole('button', { name: 'Send reply' }).click();
    await tech.page.getByText(answer).waitFor();
    await page.getByRole('button', { name: 'Close ticket' }).click();
    const closing = page.getByRole('dialog', { name: 'Close this ticket?' });
    await closing.getByRole('button', { name: 'Close ticket' }).click();
    await page.getByText('You closed the ticket').waitFor();
    await page.getByRole('button', { name: 'Reopen ticket' }).first().click();
    const again = page.getByRole('dialog', { name: 'Reopen this ticket?' });
    await again.getByLabel('What is still wrong?').fill('It came back after lunch');
    await again.getByRole('button', { name: 'Reopen ticket' }).click();
    await page.getByText('You reopened the ticket').waitFor();
    await tech.page.getByText('It came back after lunch').waitFor();
  });

  it('takes a request that fits no service', async () => {
    const { page } = contact;
    await page.goto(`${url}/portal`);
    await page.getByRole('combobox', { name: 'Describe a problem or search' }).fill(`Lamp above the door ${stamp}`);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /^Something else/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Something else' }).waitFor();
    await page.getByRole('button', { name: 'Send request' }).click();
    await page.getByRole('heading', { level: 1, name: `Lamp above the door ${stamp}` }).waitFor();
    await page.getByText('We have your request.').waitFor();
  });

  it('is watched by an administrator: mail and jobs', async () => {
    const { page, problems } = await openPage(browser, { cookie: { url, value: inject('adminCookie') } });
    await page.goto(`${url}/admin/mail`);
    await page.getByRole('table').getByText(jana).first().waitFor();
    const receipt = await eventually(
      async () => (await inboxOf(url, jana)).find(({ subject }) => subject.includes(`Lamp above the door ${stamp}`)),
      'The receipt of the request',
    );
    await page.goto(`${url}/admin/mail/${receipt.id}`);
    const letter = page.frameLocator('iframe').getByText(`Lamp above the door ${stamp}`).first();
    await letter.waitFor();
    // The styles of the letter got past the page's content policy.
    expect(
      await page
        .frameLocator('iframe')
        .locator('body')
        .evaluate((body) => getComputedStyle(body).margin),
    ).toBe('0px');
    await page.goto(`${url}/admin/jobs`);
    await page.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor();
    await page.getByRole('table').first().waitFor();
    expect(problems).toEqual([]);
  });

  it('told the browser of the contact nothing internal, and nothing went wrong in either', () => {
    expect(heard.some((words) => words.includes(reply))).toBe(true);
    expect(heard.filter((words) => words.includes('Only for us'))).toEqual([]);
    expect([...contact.problems, ...tech.problems]).toEqual([]);
  });
});
