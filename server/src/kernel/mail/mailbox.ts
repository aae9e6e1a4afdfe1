/** A person or a desk with an address. */
export interface Mailbox {
  readonly name: string | null;
  readonly address: string;
}

/** One plain address: no spaces, quotes, lists or control characters, so that nothing can be smuggled into a header or a command. */
const ADDRESS = /^[^\s\p{C}"'(),:;<>@[\\\]]+@[^\s\p{C}"'(),:;<>@[\\\]]+$/u;

export const isAddress = (text: string): boolean => text.length <= 254 && ADDRESS.test(text) && !/\.\.|@\.|\.$/.test(text);

/** Text that stays on its header line, whatever was in it. @example headerText('Hi\r\nBcc: x@y.z') // 'Hi Bcc: x@y.z' */
export const headerText = (text: string, longest = 250): string =>
  [
    ...text
      .toWellFormed()
      .replaceAll(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim(),
  ]
    .slice(0, longest)
    .join('');

/** `Helpdesk <help@example.com>` or a bare address; null when it is neither. */
export function parseMailbox(text: string): Mailbox | null {
  const named = /^([^<>]*)<([^<>]+)>$/.exec(text.trim());
  const address = (named?.[2] ?? text).trim();
  const name = headerText((named?.[1] ?? '').replaceAll('"', ''));
  return isAddress(address) ? { name: name || null, address } : null;
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
