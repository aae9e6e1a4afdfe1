export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * Which encoding a file's first bytes are text in, or null for binary data. Old exports and logs come in Windows-1252,
 * where nearly any byte is a character; so there the share of unusual bytes decides.
 *
 * @example textEncoding(Buffer.from('hello')) // 'utf-8'
 */
export function textEncoding(head: Uint8Array, isWholeFile: boolean): TextEncoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return decodes('utf-16le', head, isWholeFile);
  if (head[0] === 0xfe && head[1] === 0xff) return decodes('utf-16be', head, isWholeFile);
  if (head.some(isBinaryControl)) return null;
  if (decodes('utf-8', head, isWholeFile)) return 'utf-8';
  return isPlausibleLatin(head) ? 'windows-1252' : null;
}

/** Letters with accents are common in old text, signs and undefined bytes are not; in binary data all are equally common. */
function isPlausibleLatin(head: Uint8Array): boolean {
  const high = head.filter((byte) => byte >= 0x80);
  const signs = high.filter((byte) => byte < 0xc0);
  return (
    !signs.some((byte) => [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte)) &&
    high.length / head.length < 0.5 &&
    signs.length / head.length < 0.1
  );
}

/** The start of a text, decoded; a character cut in half at the end is dropped. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  return new TextDecoder(encoding).decode(bytes, { stream: true }).replaceAll('\u0000', '\ufffd').toWellFormed();
}

/** Bytes below space that no text has; tab, line feed, form feed, carriage return and escape (coloured logs) are fine. */
function isBinaryControl(byte: number): boolean {
  return byte < 0x20 ? ![0x09, 0x0a, 0x0c, 0x0d, 0x1b].includes(byte) : byte === 0x7f;
}

function decodes<E extends TextEncoding>(encoding: E, head: Uint8Array, isWholeFile: boolean): E | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(head, { stream: !isWholeFile });
    return text.includes('\u0000') ? null : encoding;
  } catch {
    return null;
  }
}

/**
 * What a browser would take this text for when it guessed: such text is never sent as a page of ours, not even as
 * `text/plain`. JavaScript cannot be told from prose by content; `nosniff` and the sandbox keep it inert.
 */
export function activeMarkup(text: string): 'text/html' | 'image/svg+xml' | 'application/xml' | null {
  if (/<svg[\s>]/i.test(text)) return 'image/svg+xml';
  if (/<(!doctype\s+html|html|head|body|script|iframe|object|embed|meta|link|base|form|img|style|a\s+href)\b/i.test(text))
    return 'text/html';
  if (/^\ufeff?\s*<(\?xml|!doctype|!--|[a-z_][\w.-]*(:[\w.-]+)?[\s>/])/i.test(text)) return 'application/xml';
  return null;
}

/** Endings of text that some program would run or render. A name can only make the rules stricter, never looser. */
export const hasActiveEnding = (name: string): boolean =>
  /\.(x?html?|shtml|xht|mhtml?|svgz?|xml|xslt?|m?js|cjs|jsx|tsx?|vbs|wsf|hta|swf|htc|css)$/i.test(name);
