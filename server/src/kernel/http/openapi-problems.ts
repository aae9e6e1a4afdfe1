import type { RouteContract } from '@portico/contracts/kernel/route.ts';

/** Status of the codes that the kernel itself answers with; a module's own codes are listed in its contracts. */
const general: Readonly<Record<string, number>> = {
  'session.required': 401,
  'key.invalid': 401,
  'role.tooLow': 403,
  'key.scope': 403,
  'key.notAllowed': 403,
  'origin.refused': 403,
  'route.notFound': 404,
  'session.switched': 409,
  'idempotency.mismatch': 409,
  'idempotency.inProgress': 409,
  'version.conflict': 412,
  'body.tooLarge': 413,
  'body.type': 415,
  'body.json': 400,
  'upload.tooLarge': 413,
  'upload.incomplete': 400,
  'input.invalid': 422,
  'limit.exceeded': 429,
  internal: 500,
};

/** Every code a route can answer with: the kernel's, as far as they apply, and its own. */
export function problemCodes(contract: RouteContract): readonly string[] {
  const write = contract.method !== 'GET';
  const json = contract.body !== undefined && contract.consumes !== 'binary';
  return [
    ...(contract.permission === 'public' ? [] : ['session.required', 'session.switched']),
    ...(contract.scope === null ? ['key.notAllowed'] : ['key.invalid', 'key.scope']),
    ...(['advanced', 'admin', 'master-admin'].includes(contract.permission) ? ['role.tooLow'] : []),
    ...(['contact', 'tech', 'advanced', 'admin', 'master-admin'].includes(contract.permission) ? ['route.notFound'] : []),
    ...(write ? ['origin.refused'] : []),
    ...(contract.method === 'POST' ? ['idempotency.mismatch', 'idempotency.inProgress'] : []),
    ...(write && contract.versioned && contract.method !== 'POST' ? ['version.conflict'] : []),
    ...(json ? ['body.json', 'body.type', 'body.tooLarge'] : []),
    ...(contract.consumes === 'binary' ? ['upload.tooLarge', 'upload.incomplete'] : []),
    'input.invalid',
    'limit.exceeded',
    ...contract.errors,
  ];
}

/**
 * Responses by status. A contract names its codes without a status (the refusal has it), so they are described under 4XX
 * together with the kernel's less usual ones.
 */
export function problemResponses(codes: readonly string[]): Record<string, Record<string, unknown>> {
  const byStatus = Map.groupBy(codes, (code) => (Object.hasOwn(general, code) ? String(general[code]) : '4XX'));
  const responses = [...byStatus].map(([status, group]) => [status, problemResponse(group)] as const);
  return Object.fromEntries([...responses, ['500', problemResponse(['internal'])]]);
}

const problemResponse = (codes: readonly string[]) => ({
  description: `Refused with code ${[...new Set(codes)].map((code) => `\`${code}\``).join(', ')}.`,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
