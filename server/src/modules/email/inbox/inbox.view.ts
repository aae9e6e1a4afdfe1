import { escapeHtml } from '../../../kernel/text/rich-text.ts';
import { type Locale, type Say, textsFor } from '../texts/index.ts';

interface Item {
  readonly id: number;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly receivedAt: string;
  readonly excerpt?: string;
}
interface Message extends Item {
  readonly html: string | null;
  readonly text: string | null;
}
export interface InboxFacts {
  readonly locale: Locale;
  /** What the list is narrowed to; '' = everything. */
  readonly to: string;
  readonly cursor?: string;
  readonly list: { readonly items: readonly Item[]; readonly next: string | null };
  readonly message: Message | null;
  readonly asText: boolean;
}

const e = escapeHtml;
/** UTC, because the server does not know where the reader sits; the script says it in local time. */
const stamp = (instant: string): string =>
  `<time datetime="${e(instant)}">${e(`${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`)}</time>`;
const queryOf = (facts: Readonly<Record<string, string>>): string => {
  const text = new URLSearchParams(Object.entries(facts).filter(([, value]) => value !== '')).toString();
  return text === '' ? '' : `?${text}`;
};

function page(locale: Locale, title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${e(title)}</title>
<link rel="icon" href="/favicon.svg">
<link rel="stylesheet" href="/inbox/assets/inbox.css">
<script src="/inbox/assets/inbox.js" defer></script>${head}
</head>
<body>
${body}
</body>
</html>`;
}

/** List beside mail on a wide screen, one at a time on a phone. */
export function inboxView(facts: InboxFacts): string {
  const { locale, to, message } = facts;
  const t = textsFor(locale);
  const title = message ? `${message.subject} · ${t('inbox.title')}` : t('inbox.title');
  // Without scripts the list page still refreshes; not while somebody reads or types.
  const refresh = message || to ? '' : '<noscript><meta http-equiv="refresh" content="10"></noscript>';
  return page(
    locale,
    title,
    `<header class="top">
<div><h1>${e(t('inbox.title'))}</h1><p>${e(t('inbox.lead'))}</p></div>
<a class="button" href="/">${e(t('inbox.portal'))}</a>
</header>
<div class="panes${message ? ' reading' : ''}">
<section class="list" aria-label="${e(t('inbox.title'))}">
${filter(t, to)}
<div data-items="/inbox/items${e(queryOf({ to }))}" data-live="${facts.cursor ? 'no' : 'yes'}" data-chosen="${message?.id ?? ''}">${itemsView(locale, to, facts.list.items, message?.id ?? 0)}</div>
${facts.list.next ? `<p class="more"><a href="/inbox${e(queryOf({ to, cursor: facts.list.next }))}">${e(t('inbox.older'))}</a></p>` : ''}
</section>
<main class="mail">${message ? mailView(t, facts, message) : `<p class="empty">${e(t('inbox.choose'))}</p>`}</main>
</div>`,
    refresh,
  );
}

const filter = (t: Say, to: string): string =>
  `<form action="/inbox" method="get" role="search"><label for="to">${e(t('inbox.filter'))}</label>
<div class="find"><input id="to" name="to" type="text" inputmode="email" autocomplete="off" placeholder="${e(t('inbox.filterHint'))}" value="${e(to)}"><button>${e(t('inbox.find'))}</button></div>
${to ? `<a href="/inbox">${e(t('inbox.clear'))}</a>` : ''}</form>`;

export function itemsView(locale: Locale, to: string, items: readonly Item[], chosen: number): string {
  const t = textsFor(locale);
  if (items.length === 0) return `<p class="empty">${e(t(to ? 'inbox.noneFound' : 'inbox.empty'))}</p>`;
  const rows = items.map(
    (item) => `<li><a href="/inbox/${item.id}${e(queryOf({ to }))}"${item.id === chosen ? ' aria-current="true"' : ''}>
<span class="row"><span class="to" dir="auto">${e(item.to)}</span>${stamp(item.receivedAt)}</span>
<span class="subject" dir="auto">${e(item.subject)}</span>
<span class="excerpt" dir="auto">${e(item.excerpt ?? '')}</span></a></li>`,
  );
  return `<ul>${rows.join('')}</ul>`;
}

function mailView(t: Say, { to, asText }: InboxFacts, message: Message): string {
  const self = `/inbox/${message.id}`;
  const other = asText ? queryOf({ to }) : queryOf({ to, as: 'text' });
  const body = asText
    ? `<pre class="text" dir="auto" tabindex="0">${linked(message.text ?? '')}</pre>`
    : `<iframe title="${e(t('inbox.mail'))}" src="${self}/body" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation" referrerpolicy="no-referrer"></iframe>`;
  return `<p class="back"><a href="/inbox${e(queryOf({ to }))}">${e(t('inbox.back'))}</a></p>
<h2 dir="auto">${e(message.subject)}</h2>
<dl><div><dt>${e(t('inbox.from'))}</dt><dd dir="auto">${e(message.from)}</dd></div><div><dt>${e(t('inbox.to'))}</dt><dd dir="auto">${e(message.to)}</dd></div></dl>
<p class="meta">${stamp(message.receivedAt)} <a href="${self}${e(other)}">${e(t(asText ? 'inbox.html' : 'inbox.text'))}</a></p>
${body}`;
}

const linked = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, index) => (index % 2 === 1 ? `<a href="${e(part)}">${e(part)}</a>` : e(part)))
    .join('');

/** The mail as it was sent, only that its links open in the whole window instead of the frame. */
export const bodyDocument = (html: string): string => html.replace(/<head>/i, '<head><base target="_top">');

export function goneView(locale: Locale): string {
  const t = textsFor(locale);
  return page(
    locale,
    t('inbox.title'),
    `<main class="mail alone"><h1>${e(t('inbox.gone'))}</h1><p><a href="/inbox">${e(t('inbox.back'))}</a></p></main>`,
  );
}
