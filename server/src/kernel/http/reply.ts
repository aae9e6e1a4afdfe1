import type { Audience, RouteContract } from '@portico/contracts/kernel/route.ts';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { closedForReply } from './contract-schema.ts';

/** The operation returned something its contract does not allow. Answered as a plain 500: the body must not leave the server. */
export class ReplyMismatch extends Error {
  constructor(contract: RouteContract, audience: Audience, reasons: readonly string[]) {
    super(`${contract.id} returned a reply that does not match its contract for ${audience}: ${reasons.join('; ')}`);
    this.name = 'ReplyMismatch';
  }
}

/**
 * Compiles the reply checks of one route. The returned function removes fields the audience's shape does not name and throws
 * `ReplyMismatch` when what is left is not exactly that shape. Reasons name paths, never values.
 */
export function replyWriter(contract: RouteContract): (audience: Audience, value: unknown) => unknown {
  const writers = new Map(
    (Object.entries(contract.reply) as [Audience, TSchema][]).map(([audience, schema]) => [
      audience,
      { clean: Compile(schema), check: Compile(closedForReply(schema)) },
    ]),
  );
  return (audience, value) => {
    const writer = writers.get(audience);
    if (!writer) throw new ReplyMismatch(contract, audience, ['no shape is declared']);
    const cleaned = writer.clean.Clean(value);
    if (!writer.check.Check(cleaned)) {
      throw new ReplyMismatch(
        contract,
        audience,
        writer.check.Errors(cleaned).map((one) => `${one.instancePath || '/'} ${one.message}`),
      );
    }
    return cleaned;
  };
}
