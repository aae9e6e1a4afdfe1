import { invalidFilter } from './scim.refusals.ts';

export type FilterValue = string | number | boolean | null;
/** `attr op value`, `attr pr`, `attr[filter]`, and how they are joined. Attribute names are as sent. */
export type Filter =
  | { readonly op: Comparison; readonly attribute: string; readonly value: FilterValue }
  | { readonly op: 'pr'; readonly attribute: string }
  | { readonly op: 'within'; readonly attribute: string; readonly filter: Filter }
  | { readonly op: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly op: 'not'; readonly filter: Filter };
const COMPARISONS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
type Comparison = (typeof COMPARISONS)[number];

/** No directory asks for more; what is longer or deeper only keeps a parser busy. */
const LONGEST = 2000;
const DEEPEST = 10;

interface Token {
  readonly kind: 'word' | 'text' | 'sign' | 'end';
  readonly raw: string;
}

/**
 * One token at a time from left to right, each sign looked at once. Packages were tried first and not taken:
 * docs/decisions/scim-is-read-by-us.md.
 */
const TOKEN = /\s*(?:([A-Za-z0-9$_:.+-]+)|"((?:[^"\\\p{Cc}]|\\["\\/bfnrtu])*)"|([()[\]]))/uy;

function tokensOf(text: string): Token[] {
  if (text.length > LONGEST) throw invalidFilter(`The filter is longer than ${LONGEST} characters.`);
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  for (let at = 0; at < end; ) {
    TOKEN.lastIndex = at;
    const found = TOKEN.exec(text);
    if (!found) throw invalidFilter(`The filter cannot be read from its character ${at + 1} on.`);
    at = TOKEN.lastIndex;
    if (found[1] !== undefined) tokens.push({ kind: 'word', raw: found[1] });
    else if (found[2] !== undefined) tokens.push({ kind: 'text', raw: `"${found[2]}"` });
    else tokens.push({ kind: 'sign', raw: found[3] ?? '' });
  }
  return tokens;
}

const END: Token = { kind: 'end', raw: 'its end' };

/** @example parseFilter('userName eq "anna@example.com" and active eq true') */
export function parseFilter(text: string): Filter {
  const reader = new Reader(tokensOf(text));
  const filter = reader.or(0);
  reader.expectEnd();
  return filter;
}

/** A `path` of a PATCH operation: `name.givenName`, `emails[type eq "work"].value`, a URN in front of either. */
export interface Path {
  readonly attribute: string;
  readonly filter: Filter | null;
  readonly sub: string | null;
}
export function parsePath(text: string): Path {
  const reader = new Reader(tokensOf(text));
  const { attribute, filter, sub } = reader.path();
  reader.expectEnd();
  return { attribute, filter, sub };
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  or(depth: number): Filter {
    return this.#joined('or', () => this.#joined('and', () => this.#term(depth)));
  }

  path(): Path {
    const attribute = this.#word('the name of an attribute');
    if (!this.#takes('[')) return { attribute, filter: null, sub: null };
    const filter = this.or(1);
    this.#expect(']');
    return { attribute, filter, sub: this.#sub() };
  }

  expectEnd(): void {
    if (this.#peek() !== END) throw this.#unexpected('the end');
  }

  #joined(op: 'and' | 'or', next: () => Filter): Filter {
    const filters = [next()];
    while (this.#takes(op)) filters.push(next());
    return filters.length === 1 ? (filters[0] as Filter) : { op, filters };
  }

  #term(depth: number): Filter {
    if (depth > DEEPEST) throw invalidFilter(`The filter is nested more than ${DEEPEST} levels deep.`);
    if (this.#takes('not')) return { op: 'not', filter: this.#term(depth + 1) };
    if (this.#takes('(')) {
      const filter = this.or(depth + 1);
      this.#expect(')');
      return filter;
    }
    const attribute = this.#word('the name of an attribute');
    if (!this.#takes('[')) return this.#comparison(attribute);
    const within: Filter = { op: 'within', attribute, filter: this.or(depth + 1) };
    this.#expect(']');
    const sub = this.#sub();
    // `emails[type eq "work"].value eq "…"`, as Entra ID looks for people.
    return sub === null ? within : { op: 'and', filters: [within, this.#comparison(`${attribute}.${sub}`)] };
  }

  #comparison(attribute: string): Filter {
    if (this.#takes('pr')) return { op: 'pr', attribute };
    const word = this.#word('an operator').toLowerCase();
    const op = COMPARISONS.find((one) => one === word);
    if (!op) throw invalidFilter(`"${word.slice(0, 60)}" is no operator of a filter.`);
    return { op, attribute, value: this.#value() };
  }

  /** What follows a closed bracket: `.value` is one word that begins with a dot. */
  #sub(): string | null {
    const { kind, raw } = this.#peek();
    if (kind !== 'word' || !raw.startsWith('.')) return null;
    this.#at += 1;
    return raw.slice(1);
  }

  #value(): FilterValue {
    const token = this.#peek();
    this.#at += 1;
    try {
      const value: unknown = JSON.parse(token.kind === 'word' ? token.raw.toLowerCase() : token.raw);
      if (value === null || typeof value !== 'object') return value as FilterValue;
    } catch {
      // Said below.
    }
    this.#at -= 1;
    throw this.#unexpected('a value in quotation marks, a number, true or false');
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? END;
  }

  /** Words of the language count in any case; a text in quotation marks never is one. */
  #takes(raw: string): boolean {
    const token = this.#peek();
    if (token.kind === 'text' || token.raw.toLowerCase() !== raw) return false;
    this.#at += 1;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#takes(sign)) throw this.#unexpected(`"${sign}"`);
  }

  #word(what: string): string {
    const token = this.#peek();
    if (token.kind !== 'word') throw this.#unexpected(what);
    this.#at += 1;
    return token.raw;
  }

  #unexpected(wanted: string) {
    return invalidFilter(`The filter has ${this.#peek().raw.slice(0, 60)} where ${wanted} should be.`);
  }
}
