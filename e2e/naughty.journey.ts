import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchBrowser, openPage, type Watched } from './browser.ts';
import { callApi, newContact, newTech, newTicket, type OwnTicket, sessionOf } from './cast.ts';

const url = inject('demoUrl');
const list = path.resolve(import.meta.dirname, '../server/test/fixtures/blns.json');
/** Those of the big list of naughty strings that try to run something. */
const scripts = (JSON.parse(readFileSync(list, 'utf8')) as string[])
  .filter((text) => /alert\(|onerror|javascript:/i.test(text))
  .slice(0, 120);
const title = '<img src=x onerror="window.ran=1"><script>window.ran=1</script> Tür & “Tor” {{7*7}} \u202eabc';
const page1 = '<!doctype html><script>document.title="ran";window.ran=1</script><h1>hello</h1>';
const drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran=1"><script>window.ran=1</script><circle r="9"/></svg>';

let browser: Browser;
let ticket: OwnTicket;
let contact: Watched;
let tech: Watched;

beforeAll(async () => {
  browser = await launchBrowser();
  const [asker, helper] = [await newContact('Isa <b>Marquez</b>'), await newTech('Dana Fox')];
  const [asking, helping] = [await sessionOf(asker, 'portal'), await sessionOf(helper, 'tech')];
  ticket = await newTicket(asking, { title, descriptionHtml: scripts.map((text) => `<p>${text}</p>`).join('') });
  const comment =
    '<p><a href="javascript:window.ran=1">press me</a><svg onload="window.ran=1"></svg><iframe srcdoc="<script>parent.ran=1</script>"></iframe>mostly harmless</p>';
  await callApi(helping, 'POST', `/tickets/${ticket.id}/comments`, { bodyHtml: comment, visibility: 'public' });
  contact = await openPage(browser, { cookie: { url, value: asking }, acceptDownloads: true });
  tech = await openPage(browser, { cookie: { url, value: helping }, acceptDownloads: true });
});
afterAll(() => browser.close());

async function expectNothingRan(page: Page): Promise<void> {
  const ran = await page.evaluate(() => [
    'ran' in window,
    document.querySelectorAll('main script, main iframe, main [onerror], main [onload], main a[href^="javascript:" i]').length,
  ]);
  expect(ran).toEqual([false, 0]);
}

describe('script in what people write', () => {
  it('is shown as text to the contact, in the list and in the ticket', async () => {
    const { page, problems } = contact;
    await page.goto(`${url}/portal/tickets`);
    await page.getByRole('link', { name: title }).waitFor();
    await expectNothingRan(page);
    await page.goto(`${url}/portal/tickets/${ticket.number}`);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByText('mostly harmless').waitFor();
    await expectNothingRan(page);
    expect(problems).toEqual([]);
  });

  it('is shown as text to the tech, in the list, the preview, the ticket and the palette', async () => {
    const { page, problems } = tech;
    await page.goto(`${url}/tech/tickets?view=unassigned&sort=-createdAt&open=${ticket.number}`);
    await page.getByLabel('Preview').getByRole('heading', { name: title }).waitFor();
    await expectNothingRan(page);
    await page.goto(`${url}/tech/tickets/${ticket.number}`);
    await page.getByText('mostly harmless').waitFor();
    await page.getByText('Isa <b>Marquez</b>').first().waitFor();
    await expectNothingRan(page);
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').fill(String(ticket.number));
    await page.getByRole('option').filter({ hasText: 'onerror' }).first().waitFor();
    await expectNothingRan(page);
    expect(problems).toEqual([]);
  });
});

describe('a file that could run something', () => {
  it.each([
    ['page.html', 'text/html', page1],
    ['drawing.svg', 'image/svg+xml', drawing],
  ])('%s is handed out as a download and never shown', async (name, mimeType, words) => {
    const { page, problems } = contact;
    await page.goto(`${url}/portal/new/other`);
    await page.getByLabel('In a few words').fill(`With ${name}`);
    await page.getByLabel(/Choose files/).setInputFiles({ name, mimeType, buffer: Buffer.from(words) });
    await page.getByRole('list', { name: 'Files to send' }).getByText(name).waitFor();
    await page.getByRole('button', { name: 'Send request' }).click();
    await page.getByText('We have your request.').waitFor();
    await page.getByRole('button', { name: new RegExp(name) }).click();
    const preview = page.getByRole('dialog');
    await preview
      .getByText(/There is no preview|<svg|<!doctype/)
      .first()
      .waitFor();
    await expectNothingRan(page);
    const [download] = await Promise.all([page.waitForEvent('download'), preview.getByRole('link', { name: 'Download' }).click()]);
    expect(download.suggestedFilename()).toBe(name);
    const headers = (await page.request.get(download.url())).headers();
    expect(headers['content-disposition']).toMatch(/^attachment/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(problems).toEqual([]);
  });
});
