/**
 * The few signs in which the demo's texts are written, as the HTML of the editor: blank line = paragraph, `- ` and `1. ` lists,
 * **strong**, *emphasis*, `code`, fenced code, [text](https://…). Everything else is escaped.
 */
export function markup(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => blockHtml(block.split('\n').map((line) => line.trim())))
    .join('');
}

function blockHtml(lines: readonly string[]): string {
  if (lines[0] === '```') {
    const end = lines.indexOf('```', 1);
    return `<pre><code>${escaped(lines.slice(1, end).join('\n'))}</code></pre>`;
  }
  if (lines.every((line) => line.startsWith('- ')))
    return list(
      'ul',
      lines.map((line) => line.slice(2)),
    );
  if (lines.every((line) => /^\d\. /.test(line)))
    return list(
      'ol',
      lines.map((line) => line.slice(3)),
    );
  return `<p>${lines.map(inline).join(' ')}</p>`;
}

function list(tag: 'ul' | 'ol', items: readonly string[]): string {
  return `<${tag}>${items.map((item) => `<li><p>${inline(item)}</p></li>`).join('')}</${tag}>`;
}

/** What stands in code stays as it is; emphasis is looked for around it only. */
function inline(text: string): string {
  return escaped(text)
    .split(/(`[^`]+`)/)
    .map((part) => (part.startsWith('`') && part.length > 1 ? `<code>${part.slice(1, -1)}</code>` : emphasis(part)))
    .join('');
}

function emphasis(text: string): string {
  return text
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\*([^*]+)\*/g, '<em>$1</em>')
    .replace(/\[([^\]]+)\]\((https:[^)\s]+)\)/g, '<a href="$2">$1</a>');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
