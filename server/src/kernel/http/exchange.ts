/**
 * The part of an HTTP request an operation may touch: everything else is the kernel's business. `ctx.http` is null when the
 * same operation runs from a job, an inbound mail, an import or the demo seed.
 */
export interface HttpExchange {
  /** Version from `If-Match: "7"`, or null. Operations do not read it: they call `expectVersion(ctx, row.version)`. */
  readonly ifMatch: number | null;
  /** The session cookie as it came, or null. */
  readonly sessionToken: string | null;
  /** A random mark this browser was given when it first asked for a code, or null; tells browsers apart, proves nothing. */
  readonly browserToken: string | null;
  /** The origin people see in links, `https://portal.example.com`. */
  readonly publicUrl: string;
  /** See this-machine.ts: nobody in between, and asked for by a name of this machine. */
  readonly isFromThisMachine: boolean;
  /** Sends the session cookie (HttpOnly, SameSite=Lax, Secure on https); without an age it goes with the browser. */
  setSession(token: string, maxAgeSeconds: number | null): void;
  /** Marks this browser for a year, with a cookie guarded like the session's. */
  setBrowser(token: string): void;
  /** Removes the session cookie. */
  clearSession(): void;
  /** The cookie of an impersonation: seen below its path only, and by no other site. */
  setPlace(id: number, token: string, maxAgeSeconds: number): void;
  clearPlace(id: number): void;
  /** A response header, for the rare route that needs one (`Content-Disposition` of an export). */
  header(name: string, value: string): void;
  /** Spends one point of a named bucket, or throws the 429 Refusal. Operations call `limit(ctx, bucket, key)`. */
  limit(bucket: string, key: string): Promise<void>;
  /** Gives the points of a key back, after a success that proves good faith. */
  forgive(bucket: string, key: string): Promise<void>;
  /** Set by `expectVersion`; the kernel refuses to commit a write that was sent with If-Match and never compared it. */
  versionChecked: boolean;
}
