import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { escapeHtml, isBlank, richText, textToHtml } from './rich-text.ts';

const naughty: string[] = JSON.parse(readFileSync(new URL('../../../test/fixtures/blns.json', import.meta.url), 'utf8'));
const shown = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

describe('allows', () => {
  it('what the editor writes', () => {
    const html =
      '<h2>Steps</h2><p>Turn <strong>off</strong>, <em>wait</em>,<br />on.</p><ul><li><p>one</p></li></ul><ol start="3"><li>three</li></ol>' +
      '<blockquote><p>said</p></blockquote><pre><code>a &lt; b</code></pre><table><tbody><tr><td colspan="2">x</td></tr></tbody></table><hr />';
    expect(richText(html).html).toBe(html);
  });

  it('images of our own files and remembers their ids', () => {
    const body = richText('<p><img src="file:12" alt="a" width="40"><img src="file:12"><img src="file:7"></p>');
    expect(body.imageIds).toEqual([12, 7]);
    expect(body.html).toContain('<img src="file:12" alt="a" width="40" />');
  });

  it('links to the web and to mail, opened apart', () => {
    expect(richText('<a href="https://example.com/?a=1&amp;b=2">x</a>').html).toBe(
      '<a href="https://example.com/?a=1&amp;b=2" rel="noopener noreferrer nofollow" target="_blank">x</a>',
    );
    expect(richText('<a href="mailto:a@example.com">x</a>').html).toContain('href="mailto:a@example.com"');
  });

  it('every naughty string as text, unharmed', () => {
    for (const text of naughty)
      expect(shown(richText(`<p>${escapeHtml(text)}</p>`).html)).toBe(shown(`<p>${escapeHtml(text).replaceAll('&#39;', "'")}</p>`));
  });
});

describe('refuses', () => {
  it('whatever a browser could run or load', () => {
    const bad = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '<img src="data:image/png;base64,AAAA">',
      '<img src="https://evil.example/pixel.gif">',
      '<img src="file:12/../../etc/passwd">',
      '<img src="file:99999999999">',
      '<a href="javascript:alert(1)">x</a>',
      '<a href="//evil.example">x</a>',
      '<a href="data:text/html,x">x</a>',
      '<iframe src="https://evil.example"></iframe>',
      '<svg><script>alert(1)</script></svg>',
      '<p style="position:fixed" class="x" onclick="y()">z</p>',
      '<form action="https://evil.example"><input name="a"></form>',
    ];
    for (const html of bad) {
      const out = richText(html).html;
      expect(out).not.toMatch(/<(script|img|iframe|svg|form|input)|on\w+=|style=|class=|javascript:|data:|evil\.example/i);
    }
  });

  it('script in any naughty string that is sent as markup', () => {
    for (const text of naughty) {
      const { html } = richText(text);
      for (const [tag] of html.matchAll(/<[^>]*>/g)) {
        expect(tag).toMatch(
          /^<\/?(p|br|hr|h[1-4]|blockquote|pre|code|ul|ol|li|strong|em|u|s|sub|sup|mark|a|img|table|thead|tbody|tr|th|td)[\s/>]/,
        );
        expect(tag).not.toMatch(/\son\w+\s*=|javascript:|data:|style=/i);
      }
    }
  });

  it('its own output stays as it is', () => {
    for (const text of naughty) expect(richText(richText(text).html).html).toBe(richText(text).html);
  });
});

describe('plain text', () => {
  it('has the words without markup', () => {
    expect(richText('<h1>Hello</h1><p>a&nbsp;b<br>c</p><ul><li>one</li></ul><a href="https://example.com">here</a>').text).toMatch(
      /^Hello\na.b\nc\n[\s\S]*one[\s\S]*here$/,
    );
  });
  it('tells blank from written', () => {
    expect([isBlank(richText('<p> <br></p>')), isBlank(richText('<p>x</p>')), isBlank(richText('<p><img src="file:1"></p>'))]).toEqual([
      true,
      false,
      false,
    ]);
  });
  it('becomes paragraphs', () => {
    expect(textToHtml('a <b>\nc\n\nd')).toBe('<p>a &lt;b&gt;<br>c</p><p>d</p>');
  });
});
