import sanitize from 'sanitize-html';
import { htmlToText, richText } from '../../../kernel/text/rich-text.ts';

/** Mail servers refuse or cut what is much longer; the page has all of it. */
const LONGEST_HTML = 60_000;

const STYLES: Readonly<Record<string, string>> = {
  p: 'margin:0 0 12px;',
  blockquote: 'margin:0 0 12px;padding-inline-start:12px;border-inline-start:3px solid #D3D1CB;',
  pre: 'margin:0 0 12px;white-space:pre-wrap;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:14px;',
  table: 'border-collapse:collapse;margin:0 0 12px;',
  td: 'border:1px solid #D3D1CB;padding:4px 8px;',
  th: 'border:1px solid #D3D1CB;padding:4px 8px;text-align:start;',
  a: 'color:inherit;text-decoration:underline;',
};

const styled = Object.fromEntries(
  Object.entries(STYLES).map(([tag, css]) => [
    tag,
    (name: string, attributes: sanitize.Attributes): sanitize.Tag => ({ tagName: name, attribs: { ...attributes, style: css } }),
  ]),
);

export interface MailBody {
  readonly html: string;
  readonly text: string;
  readonly isShortened: boolean;
}

/**
 * A stored body as a mail may carry it: sanitised once more (it was stored under older rules, perhaps), pictures as links to the
 * page that may show them, nothing that loads from anywhere.
 */
export function bodyForMail(html: string, page: { readonly link: string; readonly pictureWords: string }): MailBody {
  const clean = richText(html.slice(0, LONGEST_HTML)).html;
  const written = sanitize(clean, {
    allowedTags: [...sanitize.defaults.allowedTags.filter((tag) => tag !== 'img'), 's', 'u', 'mark'],
    allowedAttributes: { a: ['href', 'style'], '*': ['style'], ol: ['start'], td: ['colspan', 'rowspan'], th: ['colspan', 'rowspan'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    transformTags: {
      ...styled,
      img: () => ({ tagName: 'a', attribs: { href: page.link, style: STYLES.a ?? '' }, text: `[${page.pictureWords}]` }),
    },
  });
  const text = htmlToText(clean.replaceAll(/<img [^>]*>/g, () => ` [${page.pictureWords}] `));
  return { html: written, text, isShortened: html.length > LONGEST_HTML };
}
