import DOMPurify from 'dompurify';
import { type ReactNode, useMemo } from 'react';
import { cx } from './class-names.ts';
import s from './RichText.module.css';

const TAGS = [
  'p',
  'br',
  'strong',
  'b',
  'em',
  'i',
  'u',
  's',
  'a',
  'ul',
  'ol',
  'li',
  'blockquote',
  'code',
  'pre',
  'img',
  'span',
  'div',
  'h1',
  'h2',
  'h3',
  'h4',
  'hr',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
];
const ATTRIBUTES = ['href', 'src', 'alt', 'title', 'dir', 'lang', 'start', 'colspan', 'rowspan'];

/**
 * Shows stored text. The server sanitised it already; the browser does it again, because old rows and other systems also end
 * up here. Pictures come only from `imageUrls`: a picture from elsewhere would tell its owner who reads.
 */
export function RichTextView({
  html,
  imageUrls = {},
  quiet,
}: {
  html: string;
  imageUrls?: Readonly<Record<number, string>>;
  quiet?: boolean;
}): ReactNode {
  const clean = useMemo(() => cleanHtml(html, imageUrls), [html, imageUrls]);
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised just above
  return <div className={cx(s['view'], quiet && s['quiet'])} dir="auto" dangerouslySetInnerHTML={{ __html: clean }} />;
}

function cleanHtml(html: string, imageUrls: Readonly<Record<number, string>>): string {
  const fragment = DOMPurify.sanitize(html, {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|file:\d+$)/i,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const picture of fragment.querySelectorAll('img')) {
    const url = imageUrls[Number(/^file:(\d+)$/.exec(picture.getAttribute('src') ?? '')?.[1])];
    if (!url) picture.replaceWith(picture.alt);
    else {
      picture.src = url;
      picture.loading = 'lazy';
    }
  }
  for (const link of fragment.querySelectorAll('a')) {
    if (/^file:/i.test(link.getAttribute('href') ?? '')) link.removeAttribute('href');
    link.target = '_blank';
    link.rel = 'noopener noreferrer nofollow';
  }
  for (const block of fragment.querySelectorAll('p, li, blockquote')) if (!block.hasAttribute('dir')) block.setAttribute('dir', 'auto');
  const box = document.createElement('div');
  box.append(fragment);
  return box.innerHTML;
}
