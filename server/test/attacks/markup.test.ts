import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { richText } from '../../src/kernel/text/rich-text.ts';

/**
 * Markup that changes its meaning when it is read a second time: what a sanitiser took for text becomes an element in the browser
 * (foreign content, misplaced tables, comments that end differently, entities, unclosed attributes).
 */
const MUTATIONS: readonly string[] = [
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<math><mtext><table><mglyph><style><math><img src onerror=alert(1)></style></mglyph></table></mtext></math>',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<noembed><p title="</noembed><img src=x onerror=alert(1)>">',
  '<iframe><p title="</iframe><img src=x onerror=alert(1)>">',
  '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
  '<textarea><p title="</textarea><img src=x onerror=alert(1)>">',
  '<title><p title="</title><img src=x onerror=alert(1)>">',
  '<plaintext><img src=x onerror=alert(1)>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<!-- --!><img src=x onerror=alert(1)> -->',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
  '<svg><![CDATA[</svg><img src=x onerror=alert(1)>]]></svg>',
  '<?xml version="1.0"?><img src=x onerror=alert(1)>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '<a href="jav&NewLine;ascript:alert(1)">x</a>',
  '<a href=" &#14; javascript:alert(1)">x</a>',
  '<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="//evil.example">x</a><a href="\\\\evil.example">x</a>',
  '<a href="https://ok.example" onclick=alert(1) style=position:fixed>x</a>',
  '<a href=\'https://ok.example/"onmouseover="alert(1)\'>x</a>',
  '<a target="_self" rel="opener" href="https://ok.example">x</a>',
  '<img src="file:1" onerror=alert(1)>',
  '<img src="file:1&quot; onerror=&quot;alert(1)">',
  '<img src="file:1" alt="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;">',
  '<img src="FILE:///etc/passwd"><img src="file:1/../2"><img src="https://evil.example/pixel.gif">',
  '<p title="<img src=x onerror=alert(1)>">x</p>',
  '<table background="javascript:alert(1)"><td background="javascript:alert(1)">x',
  '<td colspan="1 onmouseover=alert(1)">x',
  '<ol start="1&quot; onclick=&quot;alert(1)"><li>x',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<<script>alert(1);//<</script>',
  '<img/src=x/onerror=alert(1)>',
  '<IMG """><SCRIPT>alert(1)</SCRIPT>">',
  '<svg/onload=alert(1)>',
  '<body onload=alert(1)><meta http-equiv=refresh content="0;url=javascript:alert(1)"><base href="https://evil.example/"><link rel=stylesheet href=//evil.example/x.css>',
  '<object data="data:text/html,x"></object><embed src="x"><applet code=x></applet>',
  '<form action="https://evil.example"><input name=password><button formaction="javascript:alert(1)">Send',
  '<div id="root" name="location" class="x">clobber</div><a id=attributes><img name=getElementById>',
  '<template><img src=x onerror=alert(1)></template>',
  '<style>@import url(//evil.example/x.css);</style><p style="background:url(//evil.example)">x',
  '<math href="javascript:alert(1)">x</math><svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<details open ontoggle=alert(1)>x</details><video><source onerror=alert(1)></video><marquee onstart=alert(1)>',
  '\u0000<script>alert(1)</script><scr\u0000ipt>alert(1)</script>',
  '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
];
const naughty: string[] = JSON.parse(readFileSync(new URL('../fixtures/blns.json', import.meta.url), 'utf8'));

const ELEMENTS = new Set(
  'p br hr h1 h2 h3 h4 blockquote pre code ul ol li strong em u s sub sup mark a img table thead tbody tr th td'.split(' '),
);
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  'a href': /^(https?:\/\/|mailto:)/i,
  'a rel': /^noopener noreferrer nofollow$/,
  'a target': /^_blank$/,
  'img src': /^file:[1-9]\d*$/,
  'img alt': /^[^<>"]*$/,
  'img width': /^\d+$/,
  'img height': /^\d+$/,
  'ol start': /^[^<>"]*$/,
  'th colspan': /^[^<>"]*$/,
  'th rowspan': /^[^<>"]*$/,
  'td colspan': /^[^<>"]*$/,
  'td rowspan': /^[^<>"]*$/,
};

/** Reads stored HTML as the strictest reader would: only whole tags of the list, quoted attributes of the list, nothing else after `<`. */
function strangeIn(html: string): string[] {
  const strange: string[] = [];
  const rest = html.replaceAll(/<\/?([a-z][a-z0-9]*)((?: [a-z]+="[^"<>]*")*)( \/)?>/g, (tag, name: string, attributes: string) => {
    if (!ELEMENTS.has(name)) strange.push(tag);
    for (const [, key, value] of attributes.matchAll(/ ([a-z]+)="([^"]*)"/g))
      if (!ATTRIBUTES[`${name} ${key}`]?.test(value ?? '')) strange.push(tag);
    return '';
  });
  if (/[<>]/.test(rest)) strange.push(rest.slice(Math.max(0, rest.search(/[<>]/) - 20), rest.search(/[<>]/) + 40));
  return strange;
}

describe('no markup survives as anything a browser could run, load or mistake', () => {
  it.each(MUTATIONS)('%s', (input) => {
    const { html } = richText(input);
    expect(strangeIn(html)).toEqual([]);
    // Read and written a second time it is the same: there is nothing left to mutate.
    expect(richText(html).html).toBe(html);
  });
  it('in any pair of pieces of them', () => {
    const piece = fc.constantFrom(...MUTATIONS, ...naughty.filter((one) => one.includes('<')));
    const cut = fc
      .tuple(piece, fc.double({ min: 0, max: 1, noNaN: true }))
      .map(([text, where]) => text.slice(0, Math.floor(text.length * where)));
    fc.assert(
      fc.property(fc.array(cut, { minLength: 2, maxLength: 4 }), (parts) => {
        const { html } = richText(parts.join(''));
        expect(strangeIn(html)).toEqual([]);
        expect(richText(html).html).toBe(html);
      }),
      { numRuns: 600 },
    );
  });
  it('notices what it looks for', () => {
    for (const bad of [
      '<script>x</script>',
      '<p onclick="x">',
      '<a href="javascript:x">',
      '<img src="https://x">',
      '<p',
      '<p title="a">',
      '<svg>',
      '<!-- x -->',
    ])
      expect(strangeIn(bad), bad).not.toEqual([]);
  });
});
