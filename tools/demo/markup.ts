/**
 * The few signs in which the demo's texts are written, as the HTML of the editor: blank line = paragraph, `- ` and `1. ` lists,
 * **strong**, `code`, fenced code, [text](https://…). Everything else is escaped.
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

function inline(text: string): string {
  return escaped(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replace(/\[([^\]]+)\]\((https:[^)\s]+)\)/g, '<a href="$2">$1</a>');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
