import { compile } from 'html-to-text';
import sanitize from 'sanitize-html';

/** Version of the stored form, so that a later stricter rule can find what was stored under an older one. */
export const BODY_FORMAT = 1;

/** A text body as it is stored: sanitised HTML, its plain-text twin, and the files shown inside it. */
export interface RichText {
  readonly html: string;
  readonly text: string;
  /** Ids of `<img src="file:ID">`, each once, in order. */
  readonly imageIds: readonly number[];
}

const FILE_IMAGE = /^file:([1-9]\d{0,9})$/;
const MAX_ID = 2_147_483_647;
const isFileImage = (src: string | undefined): boolean => {
  const id = FILE_IMAGE.exec(src ?? '')?.[1];
  return id !== undefined && Number(id) <= MAX_ID;
};

const isAddress = (href: string | undefined): href is string => /^\s*(https?:\/\/[^\s/]|mailto:\S)/i.test(href ?? '');

/** The strict allow-list: what an editor can write and nothing that a browser could run, load or be styled by. */
const RULES: sanitize.IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'blockquote', 'pre', 'code', 'ul', 'ol', 'li'],
    ...['strong', 'em', 'u', 's', 'sub', 'sup', 'mark', 'a', 'img'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: {
    a: ['href', 'rel', 'target'],
    img: ['src', 'alt', 'width', 'height'],
    ol: ['start'],
    th: ['colspan', 'rowspan'],
    td: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['file'] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: 60,
  transformTags: {
    b: 'strong',
    i: 'em',
    del: 's',
    strike: 's',
    div: 'p',
    h5: 'h4',
    h6: 'h4',
    // Absolute addresses only. A link opens beside the ticket and learns nothing of where it was clicked.
    a: (_name, { href }) => ({
      tagName: 'a',
      attribs: isAddress(href) ? { href: href.trim(), rel: 'noopener noreferrer nofollow', target: '_blank' } : {},
    }),
    img: (_name, { src, alt, width, height }) => ({
      tagName: 'img',
      attribs: {
        ...(src === undefined ? {} : { src: src.trim() }),
        alt: alt ?? '',
        ...digits('width', width),
        ...digits('height', height),
      },
    }),
  },
  exclusiveFilter: (frame) => frame.tag === 'img' && !isFileImage(frame.attribs.src),
};

const digits = (name: string, value: string | undefined): Record<string, string> =>
  value !== undefined && /^\d{1,5}$/.test(value) ? { [name]: value } : {};

const toText = compile({
  wordwrap: false,
  whitespaceCharacters: ' \t\r\n\f',
  preserveNewlines: false,
  limits: { maxInputLength: 4_000_000, maxDepth: 80 },
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4'].map((selector) => ({
      selector,
      options: { uppercase: false, leadingLineBreaks: 1, trailingLineBreaks: 1 },
    })),
    { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    { selector: 'table', options: { uppercaseHeaderCells: false } },
  ],
});

/**
 * The only way HTML from outside gets into a column. Scripts, styles, foreign images, `data:` and event handlers are gone;
 * text that only looks like markup stays text.
 *
 * @example const body = richText('<p onclick="x()">Hello <img src="file:12"></p>'); // body.html, body.text, body.imageIds
 */
export function richText(input: string): RichText {
  const html = sanitize(input, RULES).trim();
  return { html, text: htmlToText(html), imageIds: imageIdsIn(html) };
}

/** Plain words of sanitised HTML, for search, excerpts and the text part of mails. */
export const htmlToText = (html: string): string => toText(html).trim();

export const imageIdsIn = (html: string): number[] => [
  ...new Set([...html.matchAll(/<img src="file:(\d{1,10})"/g)].map((match) => Number(match[1]))),
];

/** No words and no picture. */
export const isBlank = (body: RichText): boolean => body.text.trim() === '' && body.imageIds.length === 0;

/** Plain text as HTML paragraphs, for text that arrives without markup (imports, mails). */
export const textToHtml = (text: string): string =>
  text
    .split(/\r?\n\s*\r?\n/)
    .map((part) => `<p>${escapeHtml(part).replaceAll(/\r?\n/g, '<br>')}</p>`)
    .join('');

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
