/** Longest stored name in characters; most file systems allow 255 bytes. */
const MAX_LENGTH = 120;

// Control characters, and everything that changes the direction or is invisible: with U+202E "fdp.exe" can be shown as "exe.pdf".
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu;
// Kept although invisible: joiners that emoji families and several scripts need.
const JOINER = /[\u200c\u200d]/;
const RESERVED = /[<>:"|?*]/g;
/** Device names that Windows refuses as a file name. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Turns whatever a client calls its file into a name that is safe to show, to store and to save under.
 * Unicode stays; paths, control characters and direction overrides go; long names are cut before their ending.
 *
 * @example safeFileName('../../etc/passwd') // 'passwd'
 */
export function safeFileName(raw: string | null | undefined): string {
  const whole = (raw ?? '').toWellFormed().split(/[/\\]/).at(-1) ?? '';
  // Far more than is kept; thousands of dots and spaces would keep the patterns below busy.
  const last = whole.length > 2_000 ? `${whole.slice(0, 1_000)}${whole.slice(-1_000)}`.toWellFormed() : whole;
  const visible = last
    .normalize('NFC')
    .replace(INVISIBLE, (c) => (JOINER.test(c) ? c : ''))
    .replace(RESERVED, '_')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/[. ]+$/, '');
  if (!/[\p{L}\p{N}\p{S}\p{P}]/u.test(visible)) return 'file';
  const named = DEVICE.test(visible) ? `_${visible}` : visible;
  return shorten(named);
}

function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_LENGTH) return name;
  const ending = /\.[\p{L}\p{N}]{1,12}$/u.exec(name)?.[0] ?? '';
  return `${characters
    .slice(0, MAX_LENGTH - ending.length - 1)
    .join('')
    .trimEnd()}…${ending}`;
}

/**
 * `Content-Disposition` with an ASCII name for old clients and the true one for all others (RFC 6266).
 *
 * @example contentDisposition('attachment', 'Übersicht.pdf')
 */
export function contentDisposition(form: 'attachment' | 'inline', name: string): string {
  const ascii = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/gu, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${form}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
