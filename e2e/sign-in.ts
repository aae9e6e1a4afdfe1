import type { BrowserContext, Page } from 'playwright-core';

export type Portal = 'portal' | 'tech' | 'admin';
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

/** What to hand to `codeFor` before a code is asked for. */
export async function newestMailTo(url: string, address: string): Promise<number> {
  return (await inboxOf(url, address))[0]?.id ?? 0;
}

/** The six digits of the newest sign-in mail after the mail `since`. */
export async function codeFor(url: string, address: string, since: number): Promise<string> {
  return eventually(async () => {
    for (const { id } of (await inboxOf(url, address)).filter((mail) => mail.id > since)) {
      const { text } = await readMail(url, id);
      const code = text.includes('/sign-in/link#') && /\b(\d{3})\s?(\d{3})\b/.exec(text)?.slice(1).join('');
      if (code) return code;
    }
    return null;
  }, `A code for ${address}`);
}

/** Signs in through the API, enters one account and returns the cookies. */
export async function sessionFor(url: string, address: string, portal: Portal): Promise<string> {
  const cookies = new Map<string, string>();
  const post = async <T>(path: string, body: unknown): Promise<T> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: url,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      body: JSON.stringify(body),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name) cookies.set(name, value ?? '');
    }
    if (!answer.ok) throw new Error(`${path} for ${address} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const before = await newestMailTo(url, address);
  const { challengeId } = await post<{ challengeId: string }>('/sign-in/start', { email: address });
  const code = await codeFor(url, address, before);
  const session = await post<{ destinations: { accountId: number; portal: Portal }[] }>('/sign-in/code', { challengeId, code });
  const target = session.destinations.find((one) => one.portal === portal);
  if (!target) throw new Error(`${address} may not enter ${portal}: ${JSON.stringify(session)}`);
  await post('/session/account', { accountId: target.accountId });
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

/** Puts a session into a browser profile, for journeys whose story is not sign-in. */
export async function useSession(context: BrowserContext, url: string, cookie: string): Promise<void> {
  await context.addCookies(
    cookie.split('; ').map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
    }),
  );
}

/** Signs in through the API and opens the first page of a portal. */
export async function enter(context: BrowserContext, url: string, address: string, portal: Portal): Promise<Page> {
  await useSession(context, url, await sessionFor(url, address, portal));
  const page = await context.newPage();
  await page.goto(`${url}/${portal}`);
  return page;
}
