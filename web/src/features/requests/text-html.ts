const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Plain words as the HTML the server stores: blank lines part paragraphs, single breaks stay. */
export function textToHtml(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${paragraph.replaceAll(/[&<>"]/g, (char) => ESCAPES[char] ?? char).replaceAll('\n', '<br>')}</p>`)
    .join('');
}
