import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage, type RunningServer, startServer } from './browser.ts';
import { pasteFiles, png } from './files.ts';
import { eventually } from './sign-in.ts';
import { type SubPathProxy, startSubPathProxy } from './sub-path-proxy.ts';

const admin = { email: 'mara.linde@northwind.example', name: 'Mara Linde', password: 'amber kettle drifting north' };

let proxy: SubPathProxy;
let server: RunningServer;
let browser: Browser;
const jar = new Map<string, string>();
let number = 0;

async function api<T>(path: string, body: unknown): Promise<T> {
  const headers = {
    'content-type': 'application/json',
    origin: new URL(proxy.url).origin,
    cookie: [...jar].map((one) => one.join('=')).join('; '),
  };
  const answer = await fetch(`${proxy.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  for (const line of answer.headers.getSetCookie()) {
    expect(line).toMatch(/; Path=\/portico(;|$)/i);
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
    jar.set(name, value);
  }
  return (await answer.json()) as T;
}

beforeAll(async () => {
  proxy = await startSubPathProxy('/portico');
  server = await startServer({ PORTICO_DEMO: '0', PUBLIC_URL: proxy.url });
  proxy.pointTo(Number(new URL(server.url).port));
  const token = await eventually(
    async () => /[\w-]{20,}(?=\s*$)/m.exec(server.output().split('one-time token:')[1] ?? '')?.[0],
    'The token',
  );
  await api('/setup', { token, workspaceName: 'Northwind', ...admin });
  const company = await api<{ id: number }>('/companies', { name: 'Bergmann' });
  const contact = await api<{ id: number }>('/contacts', { companyId: company.id, name: 'Jana Osterkamp', email: 'jana@bergmann.example' });
  number = (await api<{ number: number }>('/tickets', { title: 'The scanner is mute', contactId: contact.id })).number;
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await proxy?.close();
});

describe('below a path of a website that has other things too', () => {
  it('an administrator signs in, answers a ticket with a picture, sees it live, and nothing is asked for beside the path', {
    timeout: 120_000,
  }, async () => {
    const { page, problems } = await openPage(browser);
    await page.goto(`${proxy.url}/tech/tickets/${number}`);
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.waitForURL(/\/portico\/sign-in\?to=%2Ftech/);
    await page.getByLabel('Work e-mail').fill(admin.email);
    await page.getByRole('button', { name: 'Use my password instead' }).click();
    await page.getByLabel('Password', { exact: true }).fill(admin.password);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: `Ticket ${number}` }).waitFor();
    expect(page.url()).toBe(`${proxy.url}/tech/tickets/${number}`);

    await page.getByRole('button', { name: 'Reply to customer' }).click();
    const reply = page.getByRole('region', { name: 'Reply to customer' });
    const editor = reply.getByRole('textbox', { name: 'Reply to customer' });
    await editor.fill('Please press the green button.');
    await pasteFiles(editor, [{ name: 'button.png', type: 'image/png', bytes: png(64, 64) }]);
    await editor.getByRole('img').waitFor();
    await reply.getByRole('button', { name: /^Send/ }).first().click();
    await page.getByText('Please press the green button.').last().waitFor();
    await eventually(
      () => page.locator('main img').evaluateAll((images) => images.some((image) => (image as HTMLImageElement).naturalWidth === 64)),
      'The picture of the reply',
    );
    await page.goto(`${proxy.url}/admin/health`);
    await page.getByRole('heading', { name: 'Database' }).waitFor();
    await page.goto(`${proxy.url}/tech/tickets`);
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    expect(proxy.strays).toEqual([]);
    expect(problems).toEqual([]);

    // The same through a proxy that takes the path away.
    proxy.keepsPath = false;
    await page.goto(`${proxy.url}/tech/tickets`);
    await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
    await page.getByText('The scanner is mute').first().click();
    await page.getByText('Please press the green button.').first().waitFor();
    proxy.keepsPath = true;
    expect(proxy.strays).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it('a page opened under another address says so, and comes below the path once', async () => {
    const { page } = await openPage(browser);
    await page.goto(`${server.url}/sign-in`);
    await page.waitForURL(`${server.url}/portico/sign-in`);
    const notice = page.getByRole('complementary', { name: 'This is not the address Portico is set to.' });
    await notice.getByText(`sets PUBLIC_URL=${server.url}/portico`).waitFor();
    expect(await notice.getByRole('link', { name: 'Open it' }).getAttribute('href')).toBe(`${proxy.url}/sign-in`);
    await page.getByLabel('Work e-mail').waitFor();
    await notice.getByRole('button', { name: 'Hide' }).click();
    await page.reload();
    await page.getByLabel('Work e-mail').waitFor();
    expect(await notice.count()).toBe(0);
    await page.context().close();
  });
});
