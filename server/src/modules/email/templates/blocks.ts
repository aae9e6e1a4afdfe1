import { escapeHtml } from '../../../kernel/text/rich-text.ts';
import type { WorkspaceSettings } from '../../system/index.ts';
import type { Locale } from '../texts/index.ts';
import { buttonColours } from './colours.ts';

/** What a finished mail holds. */
export interface MailContent {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** To whom and in whose name a mail is written. */
export interface Letter {
  readonly workspace: WorkspaceSettings;
  readonly publicUrl: string;
  readonly locale: Locale;
  readonly timeZone: string;
  /** Somebody reads what is sent to the reply address. */
  readonly isAnswered: boolean;
}

/** A piece of a mail, said twice: with layout and as plain text. `html` is trusted; make it with the functions below. */
export interface Block {
  readonly html: string;
  readonly text: string;
}

// Styles stand on the elements, because many mail programs drop style sheets; classes only serve dark mode.
const FONT = 'font-family:Inter,-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,Helvetica,Arial,sans-serif;';
const style = (css: string): string => `style="${escapeHtml(FONT + css)}"`;

export const lead = (words: string): Block => ({
  html: `<h1 class="ink" dir="auto" ${style('margin:0 0 8px;font-size:20px;line-height:28px;font-weight:600;color:#1B1B18;')}>${escapeHtml(words)}</h1>`,
  text: words,
});

export const paragraph = (words: string): Block => ({
  html: `<p class="ink" dir="auto" ${style('margin:0 0 16px;font-size:16px;line-height:24px;color:#1B1B18;')}>${escapeHtml(words)}</p>`,
  text: words,
});

export const small = (words: string): Block => ({
  html: `<p class="muted" dir="auto" ${style('margin:0 0 16px;font-size:14px;line-height:20px;color:#6B6A64;')}>${escapeHtml(words)}</p>`,
  text: words,
});

/** Begins what is told of one thing, and leads to it. */
export const topicHeading = (words: string, url: string): Block => ({
  html: `<h2 ${style('margin:20px 0 4px;font-size:16px;line-height:24px;font-weight:600;')}><a class="ink" dir="auto" href="${escapeHtml(url)}" style="color:#1B1B18;">${escapeHtml(words)}</a></h2>`,
  text: `${words}\n${url}`,
});

/** Written by a person; `html` must come from `bodyForMail`. */
export const quote = (html: string, text: string): Block => ({
  html: `<div class="ink quote" dir="auto" ${style('margin:16px 0;padding:12px 16px;border:1px solid #E6E5E1;border-radius:8px;font-size:16px;line-height:24px;color:#1B1B18;overflow-wrap:anywhere;')}>${html}</div>`,
  text,
});

export const list = (title: string, items: readonly string[], link: string): Block => ({
  html: `<p class="muted" ${style('margin:0 0 4px;font-size:14px;line-height:20px;color:#6B6A64;')}>${escapeHtml(title)}</p><ul style="margin:0 0 16px;padding-inline-start:20px;">${items
    .map(
      (item) =>
        `<li ${style('font-size:16px;line-height:24px;')}><a class="ink" dir="auto" href="${escapeHtml(link)}" style="color:#1B1B18;">${escapeHtml(item)}</a></li>`,
    )
    .join('')}</ul>`,
  text: [`${title}:`, ...items.map((item) => `- ${item}`)].join('\n'),
});

/** Large, spaced and selectable in one go. */
export const code = (digits: string): Block => ({
  html: `<p class="ink sunken" dir="ltr" style="margin:16px 0;padding:16px;border-radius:10px;background:#F4F4F2;color:#1B1B18;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:32px;line-height:40px;font-weight:600;letter-spacing:6px;text-align:center;">${escapeHtml(digits)}</p>`,
  text: `    ${digits}`,
});

export function button(label: string, url: string, brand: string): Block {
  const { fill, text, edge } = buttonColours(brand);
  const css = `display:inline-block;padding:12px 20px;border:1px solid ${edge};border-radius:10px;background:${fill};color:${text};font-size:16px;line-height:20px;font-weight:600;text-decoration:none;`;
  return {
    html: `<p style="margin:24px 0;"><a href="${escapeHtml(url)}" ${style(css)}>${escapeHtml(label)}</a></p>`,
    text: `${label}:\n${url}`,
  };
}

/** An instant in the recipient's language and zone. */
export const whenWords = (instant: string, { locale, timeZone }: Letter): string => {
  const format = (zone: string) =>
    new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: zone });
  try {
    return `${format(timeZone).format(new Date(instant))} (${timeZone})`;
  } catch {
    // A zone this Node does not know (an old import) must not hold back a mail.
    return `${format('UTC').format(new Date(instant))} (UTC)`;
  }
};
