/** One wrong field, in words a person can act on. `path` is dotted: `lines.0.title`. */
export interface FieldProblem {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}
