import type { BrowserContext, Page } from 'playwright-core';

interface InboxItem {
  readonly id: number;
  readonly subject: string;
  readonly to: string;
}

/** Mails to an address in the demo's local inbox, newest first. */
export async function inboxOf(url: string, address: string): Promise<InboxItem[]> {
  const answer = await fetch(`${url}/api/v1/inbox?to=${encodeURIComponent(address)}`);
  return ((await answer.json()) as { items: InboxItem[] }).items;
}

export async function readMail(url: string, id: number): Promise<{ subject: string; text: string; html: string }> {
  return (await fetch(`${url}/api/v1/inbox/${id}`)).json() as Promise<{ subject: string; text: string; html: string }>;
}

/** Waits until `find` answers something; mail and live hints take a moment. */
export async function eventually<T>(find: () => Promise<T | null | undefined | false>, what: string, ms = 15_000): Promise<T> {
  const deadline = performance.now() + ms;
  while (performance.now() < deadline) {
    const found = await find();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`${what} did not happen within ${ms} ms.`);
}

/** The six digits of the newest sign-in mail after `since` mails were already there. */
export async function codeFor(url: string, address: string, since: number): Promise<string> {
  return eventually(async () => {
    const mails = await inboxOf(url, address);
    const [newest] = mails;
    if (mails.length <= since || !newest) return null;
    const { text } = await readMail(url, newest.id);
    return /\b(\d{3})\s?(\d{3})\b/.exec(text)?.slice(1).join('') ?? null;
  }, `A code for ${address}`);
}

/** Signs in through the API and enters one account, for journeys whose story is not sign-in. */
export async function enter(context: BrowserContext, url: string, address: string, portal: 'portal' | 'tech' | 'admin'): Promise<Page> {
  const { request } = context;
  const headers = { origin: url };
  const before = (await inboxOf(url, address)).length;
  const started = await request.post(`${url}/api/v1/sign-in/start`, { data: { email: address }, headers });
  const { challengeId } = (await started.json()) as { challengeId: string };
  const code = await codeFor(url, address, before);
  const answer = await request.post(`${url}/api/v1/sign-in/code`, { data: { challengeId, code }, headers });
  const session = (await answer.json()) as { destinations: { accountId: number; portal: string }[] };
  const target = session.destinations.find((one) => one.portal === portal);
  if (!target) throw new Error(`${address} may not enter ${portal}: ${JSON.stringify(session)}`);
  await request.post(`${url}/api/v1/session/account`, { data: { accountId: target.accountId }, headers });
  const page = await context.newPage();
  await page.goto(`${url}/${portal}`);
  return page;
}
