import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { CLIENT, type OidcPeer, startOidcPeer } from '../server/test/oidc-peer.ts';
import { launchBrowser, openPage } from './browser.ts';
import { callApi, companyNamed, newContact, newTicket, sessionOf } from './cast.ts';

const url = inject('demoUrl');
let browser: Browser;
let peer: OidcPeer;
beforeAll(async () => {
  [browser, peer] = [await launchBrowser(), await startOidcPeer(inject('peerPort'))];
});
afterAll(async () => {
  await browser.close();
  peer.close();
});

it('a contact signs in at the company’s own provider and lands on the request that was asked for', async () => {
  const companyId = await companyNamed('Marlow');
  const someone = await newContact('Ines Vidal');
  const ticket = await newTicket(await sessionOf(someone, 'portal'), { title: 'The badge reader blinks' });
  const provider = await callApi<{ id: number; addresses: { redirectUri: string } }>(inject('adminCookie'), 'POST', '/identity-providers', {
    kind: 'oidc',
    name: `Marlow ${someone.id}`,
    scope: 'company',
    companyId,
    enabled: true,
    clientSecret: CLIENT.secret,
    settings: { issuer: peer.issuer, clientId: CLIENT.id },
  });
  peer.register(provider.addresses.redirectUri);

  const { page, problems } = await openPage(browser);
  // The provider's own pages ask for a font from afar.
  await page.route(/fonts\.g/, (route) => route.fulfill({ body: '', contentType: 'text/css' }));
  await page.goto(`${url}/portal/tickets/${ticket.number}`);
  await page.waitForURL(/\/sign-in/);
  const way = page.getByRole('button', { name: `Continue with Marlow ${someone.id}` });
  expect(await way.count()).toBe(0);
  await page.getByLabel('Work e-mail').fill(someone.email);
  await way.click();

  await page.waitForURL(`${peer.issuer}/**`);
  await page.locator('input[name="login"]').fill(someone.email);
  await page.locator('input[name="password"]').fill('any');
  await page.locator('button[type="submit"]').click();
  await page.locator('input[name="prompt"][value="consent"]').waitFor({ state: 'attached' });
  await page.locator('button[type="submit"]').click();

  await page.waitForURL(`${url}/portal/tickets/${ticket.number}`);
  await page.getByRole('heading', { level: 1, name: 'The badge reader blinks' }).waitFor();
  expect(problems).toEqual([]);
  await callApi(inject('adminCookie'), 'PATCH', `/identity-providers/${provider.id}`, { enabled: false });
  await page.goto(`${url}/portal/tickets/${ticket.number}`);
  await page.waitForURL(/\/sign-in/);
});
