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
  /** Account the page was opened for; sent as `Portico-Account`. */
  readonly accountId: number | null;
  readonly supportPhone: string | null;
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
  accountId: null,
  supportPhone: null,
  version: '',
};

let cached: Boot | undefined;

export function boot(): Boot {
  cached ??= { ...DEFAULTS, ...parse(document.getElementById('portico-boot')?.textContent ?? '') };
  return cached;
}

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
