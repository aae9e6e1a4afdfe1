/** What the server writes into `#portico-boot` of every page. Everything has a default, so a page also opens without the server. */
export interface Boot {
  readonly brandName: string;
  readonly brandColor: string;
  readonly logoUrl: string | null;
  /** Language chosen for this visitor by the server; the browser's otherwise. */
  readonly locale: string | null;
  readonly timeZone: string | null;
  readonly demo: boolean;
  readonly signInPath: string;
  /** Where on its host this Portico lives: '' or '/portico'. Every address of ours begins with it. */
  readonly subPath: string;
  /** The address it is set to; null when no server told us. */
  readonly publicUrl: string | null;
  /** Account the page was opened for; sent as `Portico-Account`. */
  readonly accountId: number | null;
  readonly supportPhone: string | null;
  /** Staff looks at the portal as a contact: the tab lives below a path of its own. */
  readonly impersonated: boolean;
  readonly version: string;
}

const DEFAULTS: Boot = {
  brandName: 'Portico',
  brandColor: '#0B7A65',
  logoUrl: null,
  locale: null,
  timeZone: null,
  demo: false,
  signInPath: '/sign-in',
  subPath: '',
  publicUrl: null,
  accountId: null,
  supportPhone: null,
  impersonated: false,
  version: '',
};

let cached: Boot | undefined;

export function boot(): Boot {
  cached ??= read(parse(document.getElementById('portico-boot')?.textContent ?? ''));
  return cached;
}

const read = (told: Partial<Boot>): Boot => ({ ...DEFAULTS, ...told, signInPath: `${told.subPath ?? ''}/sign-in` });

/**
 * A path of another portal or of the server as the browser knows it. The routers inside a portal do this by themselves.
 *
 * @example <a href={sitePath('/tech')}>
 */
export const sitePath = (path: string): string => boot().subPath + path;

/** The reverse: where we are, as links in mails and `?to=` name it. */
export const herePath = (): string => location.pathname.slice(boot().subPath.length) + location.search + location.hash;

/** Untouched, the element holds a placeholder that is not JSON. */
function parse(text: string): Partial<Boot> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** The nonce of this response, for the few style elements libraries insert. */
export function cspNonce(): string | undefined {
  const value = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  return value && !value.startsWith('__') ? value : undefined;
}
