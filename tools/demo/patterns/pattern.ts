import type { Key, PersonKey } from '../demo.types.ts';
import type { Script } from '../script.ts';

/** What a pattern may talk about; drawn anew for each ticket it writes. */
export interface Cast {
  readonly who: PersonKey;
  /** A colleague of `who`, by name. */
  readonly other: string;
  readonly otherKey: PersonKey;
  /** The tech who takes it, and the one who is asked. */
  readonly tech: PersonKey;
  readonly second: PersonKey;
  readonly secondName: string;
  readonly device: string;
  readonly place: string;
  readonly app: string;
  readonly server: string;
  readonly printer: string;
  readonly folder: string;
  /** A believable small number, 2–19. */
  readonly n: number;
  /** `08:40` */
  readonly clock: string;
  /** A surname for people who start, leave or write from outside. */
  readonly newName: string;
  /** One of the alternatives, the same for the same ticket and list. */
  readonly pick: <T>(...options: readonly T[]) => T;
}

/** Written once, told many times. The title must contain something drawn, as titles are distinct. */
export interface Pattern {
  readonly language: 'en' | 'de';
  /** How often, in relation to the others. */
  readonly weight: number;
  readonly service?: Key;
  readonly queue?: Key;
  readonly category?: Key;
  readonly priority?: Key;
  readonly source?: Key;
  readonly tags?: readonly string[];
  readonly write: (cast: Cast) => Pick<Script, 'title' | 'ask' | 'beats'> & Partial<Pick<Script, 'files'>>;
}
