import { expect, it } from 'vitest';
import { textToHtml } from './text-html.ts';

it.each([
  ['', ''],
  ['one', '<p>one</p>'],
  ['one\ntwo\n\nthree', '<p>one<br>two</p><p>three</p>'],
  ['<b> & "c"', '<p>&lt;b&gt; &amp; &quot;c&quot;</p>'],
])('%j', (text, html) => expect(textToHtml(text)).toBe(html));
