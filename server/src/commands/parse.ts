import { parseArgs } from 'node:util';

/** A command called wrongly: the sentence and how to call it. Exit code 2. */
export class WrongUse extends Error {}

export interface OptionRule {
  readonly kind: 'text' | 'flag' | 'texts';
  /** `ZONE` in `--time-zone ZONE`. */
  readonly value?: string;
  readonly about: string;
  readonly required?: boolean;
}
export type Options = Readonly<Record<string, OptionRule>>;

type ValueOf<R extends OptionRule> = R['kind'] extends 'flag'
  ? boolean
  : R['kind'] extends 'texts'
    ? readonly string[]
    : R['required'] extends true
      ? string
      : string | undefined;
export interface Parsed<O extends Options> {
  readonly words: readonly string[];
  readonly options: { readonly [K in keyof O]: ValueOf<O[K]> };
}

/** How a command is called; also its help. */
export interface Usage<O extends Options = Options> {
  /** `import tickets FILE`. */
  readonly call: string;
  readonly about: string;
  /** Words after the command's name, `['FILE']`. */
  readonly words: readonly string[];
  readonly options: O;
  readonly examples?: readonly string[];
  /** What other codes than 0, 1 and 2 mean. */
  readonly exitCodes?: readonly string[];
}

const JSON_OPTION = { json: { kind: 'flag', about: 'Prints the result as JSON on standard output.' } } as const;

/** @throws WrongUse naming the first mistake. */
export function parseCommand<const O extends Options>(usage: Usage<O>, args: readonly string[]): Parsed<O & typeof JSON_OPTION> {
  const rules: Options = { ...usage.options, ...JSON_OPTION };
  const config = Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [
      name,
      { type: rule.kind === 'flag' ? ('boolean' as const) : ('string' as const), multiple: rule.kind === 'texts' },
    ]),
  );
  let values: Record<string, unknown>;
  let words: string[];
  try {
    const parsed = parseArgs({ args: [...args], options: config, allowPositionals: true, strict: true });
    values = parsed.values as Record<string, unknown>;
    words = parsed.positionals;
  } catch (error) {
    throw new WrongUse(plainWords(error as Error, Object.keys(rules)));
  }
  if (words.length < usage.words.length) throw new WrongUse(`${usage.words[words.length]} is missing.`);
  if (words.length > usage.words.length) throw new WrongUse(`"${words[usage.words.length]}" is one word too many.`);
  for (const [name, rule] of Object.entries(rules)) {
    const value = values[name];
    if (rule.required && (value === undefined || (Array.isArray(value) && value.length === 0)))
      throw new WrongUse(`--${name} ${rule.value ?? ''} is missing.`.replace('  ', ' '));
    if (value === '' || (Array.isArray(value) && value.includes(''))) throw new WrongUse(`--${name} needs a value.`);
    if (rule.kind === 'flag') values[name] = value === true;
    if (rule.kind === 'texts') values[name] = value ?? [];
  }
  return { words, options: values as Parsed<O & typeof JSON_OPTION>['options'] };
}

function plainWords(error: Error, known: readonly string[]): string {
  const name = /'(--?[^'\s]+)/.exec(error.message)?.[1] ?? '';
  const code = (error as { code?: string }).code;
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `There is no option ${name}. Options: ${known.map((one) => `--${one}`).join(', ')}.`;
  const takesNone = error.message.includes('does not take an argument');
  return takesNone ? `${name} takes no value.` : `${name} needs a value.`;
}

export function helpOf(usage: Usage): string {
  const rows = Object.entries({ ...usage.options, ...JSON_OPTION, help: { kind: 'flag', about: 'Says this.' } } as Options).map(
    ([name, rule]) => {
      const left = `--${name}${rule.value ? ` ${rule.value}` : ''}`;
      return `  ${left.padEnd(24)}${rule.about}${rule.required ? ' Required.' : ''}${rule.kind === 'texts' ? ' May be repeated.' : ''}`;
    },
  );
  const codes = ['0 done', '1 not done', '2 called wrongly', ...(usage.exitCodes ?? [])];
  const examples = (usage.examples ?? []).map((example) => `  npm run portico -- ${example}`);
  return [
    `portico ${usage.call}`,
    '',
    usage.about,
    '',
    'Options',
    ...rows,
    ...(examples.length > 0 ? ['', 'Examples', ...examples] : []),
    '',
    `Exit codes: ${codes.join(' · ')}`,
  ].join('\n');
}
