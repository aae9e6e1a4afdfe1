import type { EventDeclaration } from '../../kernel/module.ts';

/** The log of who looked at, took and erased whose data: numbers only, so that it may stay. */
const fact = (name: string): EventDeclaration => ({ name, rooms: () => ['staff:all'], publicFields: [] });

export const events: readonly EventDeclaration[] = [
  fact('personalData.exportStarted'),
  fact('personalData.exported'),
  fact('personalData.downloaded'),
  fact('personalData.erasureStarted'),
  fact('personalData.erased'),
];
