import type { Caller } from '../matrix/actors.ts';

/** Headers of a caller; a browser has only so many requests a minute, so every few hundred come from a new one. */
export function freshBrowsers(): (who: Caller) => Promise<Record<string, string>> {
  const browsers = new Map<Caller, { headers: Record<string, string>; left: number }>();
  return async (who) => {
    const known = browsers.get(who);
    const browser = known && known.left > 0 ? known : { headers: await who.fresh(), left: 500 };
    browser.left -= 1;
    browsers.set(who, browser);
    return browser.headers;
  };
}
