import type { EventDeclaration } from '../../kernel/module.ts';

/** `entity` is the record that is kept, `loserId` the other one; no names, so that erasure stays possible. */
const fact = (name: string): EventDeclaration => ({ name, rooms: () => ['staff:all'], publicFields: ['loserId'] });

export const events: readonly EventDeclaration[] = ['contact', 'company'].flatMap((kind) => [
  fact(`${kind}.mergeStarted`),
  fact(`${kind}.merged`),
  fact(`${kind}.undoStarted`),
  fact(`${kind}.unmerged`),
]);
