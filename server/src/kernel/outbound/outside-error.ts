/** What kept a request from being made or finished. */
export type OutsideReason =
  | 'url'
  | 'scheme'
  | 'credentials'
  | 'port'
  | 'name'
  | 'address'
  | 'redirect'
  | 'header'
  | 'size'
  | 'encoding'
  | 'time'
  | 'network';

/** `message` is a sentence for the person who gave the address; it never says what the host's addresses are. */
export class OutsideError extends Error {
  readonly reason: OutsideReason;
  /** Trying again later may help. */
  readonly passing: boolean;

  constructor(reason: OutsideReason, message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.reason = reason;
    this.passing = reason === 'time' || reason === 'network';
  }
}
