/** A typebox schema as plain JSON Schema 2020-12, which is what OpenAPI 3.1 speaks: only its markers have to go. */
export const plain = (schema: unknown): Record<string, unknown> => JSON.parse(JSON.stringify(schema ?? {}));
