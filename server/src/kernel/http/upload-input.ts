import type { Readable } from 'node:stream';

/** What `prepare` of a `consumes: 'binary'` route receives next to params and query. */
export interface UploadInput {
  /** The request body, cut off with a 413 Refusal as soon as it exceeds the route's `maxBytes`. Read it once, in `prepare`. */
  readonly stream: Readable;
  /** Announced length, or null when the client streams without one. */
  readonly contentLength: number | null;
  /** What the client claims; judge by content instead. */
  readonly contentType: string | null;
  /** From `File-Name` (percent-encoded UTF-8) or `Content-Disposition`, without any path; null when neither is sent. */
  readonly fileName: string | null;
}
