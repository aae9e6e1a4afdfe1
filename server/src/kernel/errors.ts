/**
 * A refusal a person can act on. Becomes `problem+json`; `code` is stable and part of the API, `detail` is a sentence.
 *
 * @example throw new Refusal(409, 'ticket.closed', 'This ticket is closed. Reopen it to write a comment.');
 */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly { path: string; code: string; message: string }[] | undefined;
  /** Seconds for `Retry-After`. */
  readonly retryAfter: number | undefined;

  constructor(
    status: number,
    code: string,
    detail: string,
    more: { fields?: { path: string; code: string; message: string }[]; retryAfter?: number } = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.fields = more.fields;
    this.retryAfter = more.retryAfter;
  }
}

/** 404 for what does not exist and for what the actor may not see: the two must be indistinguishable. */
export const notFound = (what: string): Refusal => new Refusal(404, `${what}.notFound`, `There is no such ${what}, or you may not see it.`);

/** 403 for what the actor sees but may not do. */
export const forbidden = (code: string, detail: string): Refusal => new Refusal(403, code, detail);

/** 422 naming the field that is wrong. */
export const invalidField = (path: string, code: string, message: string): Refusal =>
  new Refusal(422, 'input.invalid', message, { fields: [{ path, code, message }] });
