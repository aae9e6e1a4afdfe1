/**
 * Stands in for typebox in the browser: pages use contracts for their addresses and types and never validate, so the schema
 * builder (14 kB) stays at home. Only what contracts read back from a schema is kept: the properties of an object.
 */
interface Stub {
  readonly properties: unknown;
}
const make = (properties: unknown): Stub => ({ properties });

export const Type = new Proxy({} as Record<string, (...parts: unknown[]) => Stub>, { get: () => make });
