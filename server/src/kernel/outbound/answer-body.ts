import type { IncomingMessage } from 'node:http';
import { type Duplex, pipeline, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { OutsideError } from './outside-error.ts';

export interface BodyRules {
  readonly maxBytes: number;
  readonly isHead: boolean;
  readonly signal: AbortSignal;
  /** Called once the body was read, failed or was left. */
  readonly finish: () => void;
}

const tooLarge = (maxBytes: number): OutsideError =>
  new OutsideError('size', `The answer is larger than ${Math.max(1, Math.round(maxBytes / 1024))} kB and was not read to its end.`);

/**
 * The body of an answer, unpacked and counted on both sides of the unpacking: a few kilobytes can unpack to gigabytes, and packed
 * bytes can come for ever without one coming out.
 */
export function limitedBody(response: IncomingMessage, rules: BodyRules): () => AsyncIterable<Buffer> {
  const { maxBytes } = rules;
  const isEmpty = rules.isHead || response.statusCode === 204 || response.statusCode === 304;
  const refused = isEmpty ? null : refusal(response, maxBytes);
  if (refused) {
    response.destroy();
    throw refused;
  }
  const out = counted(maxBytes);
  const unpack = isEmpty ? null : unpacker(response.headers['content-encoding']);
  // Also hears the errors of a body that nobody reads.
  const ended = () => rules.finish();
  if (unpack) pipeline(response, counted(maxBytes), unpack, out, ended);
  else pipeline(response, out, ended);
  return async function* chunks() {
    try {
      for await (const chunk of out) yield chunk as Buffer;
    } catch (error) {
      if (rules.signal.aborted) throw rules.signal.reason;
      if (error instanceof OutsideError) throw error;
      const isZlib = /^(Z_|ERR_(BROTLI|_ERROR)|ERR__ERROR)/.test((error as NodeJS.ErrnoException).code ?? '');
      throw isZlib
        ? new OutsideError('encoding', 'The answer could not be unpacked.', error)
        : new OutsideError('network', 'The connection broke off in the middle of the answer.', error);
    } finally {
      response.destroy();
      rules.finish();
    }
  };
}

function refusal(response: IncomingMessage, maxBytes: number): OutsideError | null {
  const encoding = response.headers['content-encoding'];
  if (encoding !== undefined && !/^(identity|gzip|x-gzip|deflate|br)$/i.test(encoding.trim())) {
    return new OutsideError('encoding', 'The answer is packed in a way that was not asked for.');
  }
  return Number(response.headers['content-length'] ?? 0) > maxBytes ? tooLarge(maxBytes) : null;
}

function unpacker(encoding: string | undefined): Duplex | null {
  const name = encoding?.trim().toLowerCase() ?? 'identity';
  if (name === 'identity') return null;
  if (name === 'br') return createBrotliDecompress();
  return name === 'deflate' ? createInflate() : createGunzip();
}

function counted(maxBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      if (seen > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
}
