import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { accessibilityProblems, launchBrowser, openPage } from './browser.ts';
import { callApi, newContact, newTech, type Person, sessionOf } from './cast.ts';
import { eventually, inboxOf, readMail } from './sign-in.ts';
import { appCode } from './totp.ts';

const url = inject('demoUrl');
let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** The browser's own stand-in for a phone or laptop that holds passkeys and has just seen its owner's finger. */
async function device(page: Page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    credentials: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    /** Whether the owner is there: without, nothing is answered before somebody touches the device. */
    present: (enabled: boolean) => cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
    verifies: (isUserVerified: boolean) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
}
const signOut = async (page: Page): Promise<void> => {
  await page.context().clearCookies();
  await page.goto(`${url}/sign-in`);
};
const subjectsTo = async (person: Person): Promise<string[]> => (await inboxOf(url, person.email)).map(({ subject }) => subject);
const passkeysOf = async (cookie: string) => (await callApi<{ items: { name: string }[] }>(cookie, 'GET', '/me/passkeys')).items;

describe('passkeys', () => {
  it('a contact adds one in the profile, signs in with it, and removes it', async () => {
    const someone = await newContact('Pia Keller');
    const { page, problems } = await openPage(browser, { cookie: { url, value: await sessionOf(someone, 'portal') } });
    const own = await device(page);
    await page.goto(`${url}/portal/profile`);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('signs you in from now on').waitFor();
    expect(await own.credentials()).toMatchObject([
      { isResidentCredential: true, rpId: 'localhost', userName: expect.stringContaining(someone.email) },
    ]);
    await page.getByRole('button', { name: /^Rename / }).click();
    await page.getByLabel('Name', { exact: true }).fill('Work laptop');
    await page.getByRole('button', { name: 'Save', exact: true }).last().click();
    await page.getByText('Work laptop').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await eventually(async () => (await subjectsTo(someone)).some((subject) => subject.startsWith('A passkey was added')), 'The mail');
    const [mail] = (await inboxOf(url, someone.email)).filter(({ subject }) => subject.startsWith('A passkey'));
    expect((await readMail(url, mail?.id ?? 0)).text).toContain('/portal/profile');

    await own.present(false);
    await signOut(page);
    const use = page.getByRole('button', { name: 'Sign in with a passkey' });
    await use.waitFor();
    expect(await page.getByLabel('Work e-mail').getAttribute('autocomplete')).toBe('username webauthn');
    expect(await accessibilityProblems(page)).toEqual([]);
    await own.present(true);
    await use.click();
    await page.waitForURL(`${url}/portal`);

    await page.goto(`${url}/portal/profile`);
    await page.getByText('last used').waitFor();
    await page.getByRole('button', { name: 'Remove Work laptop' }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('The passkey is removed').waitFor();
    await eventually(async () => (await subjectsTo(someone)).some((subject) => subject.startsWith('A passkey was removed')), 'The mail');
    // The device still has it, and it opens nothing.
    expect(await own.credentials()).toHaveLength(1);
    await own.present(false);
    await signOut(page);
    await use.waitFor();
    await own.present(true);
    await use.click();
    await page.getByText('This passkey does not open anything here').waitFor();
    expect(problems).toEqual([]);
  });

  it('is offered beside the address, and the page that was asked for opens', async () => {
    const someone = await newContact('Paul Kranz');
    const { page, problems } = await openPage(browser, { cookie: { url, value: await sessionOf(someone, 'portal') } });
    await device(page);
    await page.goto(`${url}/portal/profile`);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('signs you in from now on').waitFor();
    await page.context().clearCookies();
    // With its owner there the stand-in picks the passkey in the browser's list by itself: no button is pressed.
    await page.goto(`${url}/portal/tickets?state=closed`);
    await page.waitForURL(`${url}/portal/tickets?state=closed`);
    await page.getByRole('heading', { level: 1, name: 'My tickets' }).waitFor();
    expect(problems).toEqual([]);
  });

  it('a device that cannot tell who touches it is no passkey', async () => {
    const someone = await newContact('Petra Kuhn');
    const cookie = await sessionOf(someone, 'portal');
    const { page } = await openPage(browser, { cookie: { url, value: cookie } });
    const own = await device(page);
    await own.verifies(false);
    await page.goto(`${url}/portal/profile`);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText(/No passkey was used|cannot check that it is you/).waitFor();
    expect(await passkeysOf(cookie)).toEqual([]);
  });

  it('an administrator removes a tech’s passkey of a lost device', async () => {
    const someone = await newTech('Pavel Kolar');
    const { page, problems } = await openPage(browser, { cookie: { url, value: await sessionOf(someone, 'tech') } });
    await device(page);
    await page.goto(`${url}/tech/settings/security`);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByText('signs you in from now on').waitFor();
    const admin = await openPage(browser, { cookie: { url, value: inject('adminCookie') } });
    await admin.page.goto(`${url}/admin/techs/${someone.id}`);
    await admin.page.getByRole('button', { name: /^Remove .*Linux/ }).click();
    await admin.page.getByRole('button', { name: 'Remove it' }).click();
    await admin.page.getByText('The passkey is removed').waitFor();
    expect([...problems, ...admin.problems]).toEqual([]);
  });
});

it('a password and the code of an authenticator app sign in together', async () => {
  const someone = await newContact('Tom Otte');
  const cookie = await sessionOf(someone, 'portal');
  const password = 'amber kettle drifting north';
  await callApi(cookie, 'PUT', '/me/password', { password });
  const { page, problems } = await openPage(browser, { cookie: { url, value: cookie } });
  await page.goto(`${url}/portal/profile`);
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  const secret = ((await page.locator('code').first().textContent()) ?? '').replaceAll(/\s/g, '');
  await page.getByLabel('Code from the app').fill(appCode(secret));
  await page.getByRole('button', { name: 'I have kept them' }).click();

  await signOut(page);
  await page.getByLabel('Work e-mail').fill(someone.email);
  await page.getByRole('button', { name: 'Use my password instead' }).click();
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Enter your second factor' }).waitFor();
  // Each code works once: the next one is there half a minute later, and one step early is early enough.
  await page.getByLabel('Code from the app, or a recovery code').fill(appCode(secret, 1));
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.waitForURL(`${url}/portal`);
  expect(problems).toEqual([]);
});
