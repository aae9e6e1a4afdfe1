import type { Difference, TicketPlan, Transitions } from './plan-ticket.ts';
import { type ImportReport, noTransitions, type TicketCounts } from './report.ts';
import type { Problem } from './source/group-rows.ts';

/**
 * Counts what happens to the tickets of a file. An import that goes on after a stop keeps the numbers of its first part: tickets that
 * part created are found unchanged now, but the import as a whole created them.
 */
export class ImportTally {
  readonly #before: TicketCounts;
  readonly #now: TicketCounts = { created: 0, changed: 0, unchanged: 0, damaged: 0, kept: 0 };
  readonly #transitions = noTransitions();
  readonly #damaged: Problem[] = [];
  readonly #kept: Problem[] = [];
  readonly #differences: Difference[] = [];
  readonly #alreadyPassed: number;
  readonly #damagedIds = new Set<string>();
  #passed = 0;

  constructor(before: Readonly<Record<string, number>>, position: number) {
    this.#before = {
      created: before.created ?? 0,
      changed: before.changed ?? 0,
      unchanged: before.unchanged ?? 0,
      damaged: 0,
      kept: 0,
    };
    this.#alreadyPassed = position;
  }

  get position(): number {
    return Math.max(this.#passed, this.#alreadyPassed);
  }
  get tickets(): TicketCounts {
    return {
      created: this.#before.created + this.#now.created,
      changed: this.#before.changed + this.#now.changed,
      unchanged: this.#before.unchanged + this.#now.unchanged,
      damaged: this.#now.damaged,
      kept: this.#now.kept,
    };
  }

  /** What stands in the run once this ticket is committed. */
  after(kind: 'created' | 'changed'): { position: number; counts: Record<string, number> } {
    const counts = this.tickets;
    return { position: this.#passed + 1, counts: { ...counts, [kind]: counts[kind] + 1 } };
  }
  done(kind: 'created' | 'changed', plan: TicketPlan): void {
    this.#pass(plan);
    this.#now[kind] += 1;
  }
  unchanged(plan: TicketPlan): void {
    this.#pass(plan);
    if (this.#passed > this.#alreadyPassed) this.#now.unchanged += 1;
  }
  kept(plan: TicketPlan, reason: string): void {
    this.#passed += 1;
    this.#now.kept += 1;
    this.#kept.push({ line: plan.line, ticket: plan.id, reason });
  }
  damaged(id: string, problems: readonly Problem[]): void {
    this.#passed += 1;
    // The second part of a split ticket is the same ticket.
    if (!this.#damagedIds.has(id)) this.#now.damaged += 1;
    this.#damagedIds.add(id);
    this.#damaged.push(...problems);
  }

  #pass(plan: TicketPlan): void {
    this.#passed += 1;
    for (const kind of Object.keys(this.#transitions) as (keyof Transitions)[]) this.#transitions[kind] += plan.transitions[kind];
    this.#differences.push(...plan.differences);
  }

  result(): Pick<ImportReport, 'tickets' | 'transitions' | 'damaged' | 'kept' | 'differences'> {
    return {
      tickets: this.tickets,
      transitions: { ...this.#transitions },
      damaged: this.#damaged,
      kept: this.#kept,
      differences: this.#differences,
    };
  }
}
