import { describe, expect, it } from 'vitest';
import { helpOf, parseCommand, type Usage, WrongUse } from './parse.ts';
import { progressBar, type Terminal } from './terminal.ts';

const usage = {
  call: 'paint FILE --color C',
  about: 'Paints.',
  words: ['FILE'],
  options: {
    color: { kind: 'text', value: 'C', about: 'Which.', required: true },
    tag: { kind: 'texts', value: 'T', about: 'Labels.' },
    wet: { kind: 'flag', about: 'Not dried.' },
  },
} as const satisfies Usage;
const mistake = (...args: string[]): string => {
  try {
    parseCommand(usage, args);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(WrongUse);
    return (error as Error).message;
  }
};

describe('a command line', () => {
  it('is read', () => {
    expect(parseCommand(usage, ['wall', '--color', 'red', '--tag=a', '--tag', 'b', '--json'])).toEqual({
      words: ['wall'],
      options: { color: 'red', tag: ['a', 'b'], wet: false, json: true },
    });
  });

  it('is refused with the first mistake in plain words', () => {
    expect(mistake()).toBe('FILE is missing.');
    expect(mistake('wall')).toBe('--color C is missing.');
    expect(mistake('wall', 'door', '--color', 'red')).toBe('"door" is one word too many.');
    expect(mistake('wall', '--colour', 'red')).toBe('There is no option --colour. Options: --color, --tag, --wet, --json.');
    expect(mistake('wall', '--color')).toBe('--color needs a value.');
    expect(mistake('wall', '--color', '')).toBe('--color needs a value.');
    expect(mistake('wall', '--color', 'red', '--wet=yes')).toBe('--wet takes no value.');
  });

  it('is explained', () => {
    const help = helpOf(usage);
    for (const words of ['portico paint FILE --color C', '--tag T', 'May be repeated.', '--json', 'Exit codes: 0 done'])
      expect(help).toContain(words);
  });
});

describe('progress', () => {
  const screen = (isTty: boolean) => {
    const out: string[] = [];
    const terminal: Terminal = {
      print: () => {},
      complain: (line) => out.push(`${line}\n`),
      draw: (text) => out.push(text),
      isTty,
      columns: 80,
    };
    return { out, terminal };
  };

  it('is a bar that overwrites itself on a terminal, and never wider than it', () => {
    const { out, terminal } = screen(true);
    let now = 1_000;
    const bar = progressBar(terminal, () => now);
    for (const done of [0, 30, 60]) {
      now += 1_000;
      bar.show({ label: 'Replaying', done, total: 60, unit: 'rows' });
    }
    bar.end();
    expect(out.at(-1)).toBe('\n');
    expect(out.at(-2)).toContain('100 %  60 of 60 rows, 30/s');
    for (const text of out.slice(0, -1)) {
      expect(text.startsWith('\r')).toBe(true);
      expect(text.length).toBeLessThan(86);
    }
  });

  it('is a plain line every few seconds elsewhere', () => {
    const { out, terminal } = screen(false);
    let now = 1_000;
    const bar = progressBar(terminal, () => now);
    for (let done = 0; done <= 100; done++) {
      now += 100;
      bar.show({ label: 'Replaying', done, total: 100, unit: 'rows' });
    }
    bar.end();
    expect(out).toHaveLength(3);
    expect(out.join('')).not.toContain('\r');
    expect(out.at(-1)).toContain('Replaying: 100 %  100 of 100 rows');
  });
});
