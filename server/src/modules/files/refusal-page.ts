import { createHash } from 'node:crypto';

// What a person sees who opens a file link that no longer works. The portals are not loaded here: this page needs nothing else.
const style =
  'body{font:16px/1.6 system-ui,sans-serif;max-width:32rem;margin:20vh auto 0;padding:0 1.5rem;color:#1f2937;background:#fff}h1{font-size:1.375rem;margin:0 0 .5rem}a{color:#1d4ed8}@media(prefers-color-scheme:dark){body{color:#e5e7eb;background:#111827}a{color:#93c5fd}}';

export const refusalPagePolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'`;

type Words = readonly [title: string, text: string];
const english: Record<string, Words> = {
  'file.linkExpired': [
    'This link has expired',
    'Links to files work for a limited time. Open the ticket in the portal to get a fresh one.',
  ],
  'file.signInFirst': ['Sign in to see this file', 'This link works only for the person it was made for. Sign in, then open it again.'],
  'file.linkOfAnother': ['This link belongs to another account', 'Open the ticket with your own account to get a link of your own.'],
  other: ['This file is not available', 'It may have been deleted, or you may not see it. Open the ticket in the portal to check.'],
};
const german: Record<string, Words> = {
  'file.linkExpired': [
    'Dieser Link ist abgelaufen',
    'Links zu Dateien gelten nur eine begrenzte Zeit. Öffnen Sie das Ticket im Portal, um einen neuen zu erhalten.',
  ],
  'file.signInFirst': [
    'Melden Sie sich an, um diese Datei zu sehen',
    'Dieser Link gilt nur für die Person, für die er erstellt wurde. Melden Sie sich an und öffnen Sie ihn erneut.',
  ],
  'file.linkOfAnother': [
    'Dieser Link gehört zu einem anderen Konto',
    'Öffnen Sie das Ticket mit Ihrem eigenen Konto, um einen eigenen Link zu erhalten.',
  ],
  other: [
    'Diese Datei ist nicht verfügbar',
    'Sie wurde vielleicht gelöscht, oder Sie dürfen sie nicht sehen. Prüfen Sie das Ticket im Portal.',
  ],
};

/** A small page of our own words only; nothing of the request is written into it. */
export function refusalPage(code: string, acceptLanguage: string | undefined, subPath = ''): string {
  const isGerman = /^\s*de\b/i.test(acceptLanguage ?? '');
  const words = isGerman ? german : english;
  const [title, text] = words[code] ?? words.other!;
  const back = isGerman ? 'Zum Portal' : 'Go to the portal';
  return `<!doctype html><html lang="${isGerman ? 'de' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${style}</style></head><body><main><h1>${title}</h1><p>${text}</p><p><a href="${subPath}/">${back}</a></p></main></body></html>`;
}
