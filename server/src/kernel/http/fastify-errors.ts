import { Refusal } from '../errors.ts';

/** What Fastify and Node refuse before a route runs, in the product's own codes. */
const refusals: Readonly<Record<string, readonly [status: number, code: string, detail: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'body.tooLarge', 'The request is larger than this route accepts. Send less at a time.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'body.type', 'Send the body as application/json.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: [400, 'body.empty', 'The request says it carries JSON, but its body is empty.'],
  FST_ERR_CTP_INVALID_JSON_BODY: [400, 'body.json', 'The body is not valid JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [400, 'body.length', 'The body does not have the length its Content-Length header announces.'],
  FST_ERR_BAD_URL: [400, 'url.invalid', 'The address contains an incomplete percent-encoding.'],
  FST_ERR_MAX_PARAM_LENGTH: [414, 'url.tooLong', 'A part of the address is too long.'],
  FST_ERR_HANDLER_TIMEOUT: [
    503,
    'timeout',
    'This takes longer than expected, so no answer could be sent. It may still complete: reload before you try again.',
  ],
  FST_ERR_ROUTE_ABORTED: [499, 'aborted', 'The connection was closed before the answer was ready.'],
  ECONNRESET: [499, 'aborted', 'The connection was closed before the request was complete.'],
  ERR_STREAM_PREMATURE_CLOSE: [499, 'aborted', 'The connection was closed before the request was complete.'],
};

export function refusalOfFastify(error: unknown): Refusal | null {
  if (!(error instanceof Error)) return null;
  const code = (error as { code?: unknown }).code;
  const known = typeof code === 'string' && Object.hasOwn(refusals, code) ? refusals[code] : undefined;
  if (known) return new Refusal(...known);
  // JSON.parse and the prototype-poisoning guard throw a SyntaxError with this status.
  if (error instanceof SyntaxError && (error as { statusCode?: unknown }).statusCode === 400)
    return new Refusal(400, 'body.json', 'The body is not valid JSON.');
  return null;
}
