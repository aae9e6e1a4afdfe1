import type { RouteContract } from '@portico/contracts/kernel/route.ts';
import { Problem } from '@portico/contracts/kernel/shapes.ts';
import type { Module } from '../module.ts';
import { API_ROOT } from './locations.ts';
import { problemCodes, problemResponses } from './openapi-problems.ts';
import { plain } from './openapi-schema.ts';

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string; readonly license: object };
  readonly servers: readonly { readonly url: string; readonly description: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly security: readonly object[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly components: object;
}
export interface OpenApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly Record<string, unknown>[];
  readonly requestBody?: Record<string, unknown>;
  readonly responses: Readonly<Record<string, Record<string, unknown>>>;
  readonly 'x-permission': string;
  readonly 'x-scope': string | null;
}

/**
 * OpenAPI 3.1 from the contracts alone: what is served, what is documented and what is checked cannot differ.
 *
 * @example buildOpenApi(modules, { version: '0.1.0', server: 'http://localhost:3000' })
 */
export function buildOpenApi(
  modules: readonly Pick<Module, 'name' | 'routes'>[],
  facts: { readonly version: string; readonly server?: string },
): OpenApiDocument {
  const contracts = modules.flatMap((module) => (module.routes ?? []).map((route) => route.contract));
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const contract of contracts) {
    const item = paths[API_ROOT + contract.path] ?? {};
    item[contract.method.toLowerCase()] = operationOf(contract);
    paths[API_ROOT + contract.path] = item;
  }
  const tags = [...new Set(contracts.map(tagOf))];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Portico',
      version: facts.version,
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: facts.server ?? 'http://localhost:3000', description: 'This server' }],
    tags: tags.map((name) => ({ name, description: `Routes about ${name}.` })),
    security: [{ apiKey: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key: `Authorization: Bearer <key>`. It carries scopes and may act for a person with `Act-As`.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'portico',
          description: 'The session cookie of a browser (`__Host-portico` over https).',
        },
      },
      schemas: { Problem: { ...plain(Problem), title: 'Problem' } },
    },
  };
}

const introduction = [
  'The API of the Portico service portal; its own web pages use the same routes.',
  'Instants are UTC ISO 8601 with milliseconds, ids are integers. Lists take `limit`, `cursor` and `count` and answer `{ items, next }`.',
  'POST takes an `Idempotency-Key`: the same key and body give the same answer for 24 hours. Rows with a `version` send it as `ETag`; `If-Match` makes a write fail with 412 when somebody was faster.',
  'Errors are `application/problem+json` with a stable `code` and a sentence in `detail`. What you may not see answers 404.',
].join('\n\n');

const tagOf = (contract: RouteContract): string => contract.id.split('.')[0] ?? contract.id;

function operationOf(contract: RouteContract): OpenApiOperation {
  const parameters = [...pathParameters(contract), ...queryParameters(contract), ...headerParameters(contract)];
  return {
    operationId: contract.id,
    summary: contract.summary,
    description: `${contract.description}\n\n${accessSentence(contract)}`,
    tags: [tagOf(contract)],
    ...securityOf(contract),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBody(contract),
    responses: { ...successResponse(contract), ...problemResponses(problemCodes(contract)) },
    'x-permission': contract.permission,
    'x-scope': contract.scope,
  };
}

function securityOf(contract: RouteContract): { security?: readonly object[] } {
  if (contract.permission === 'public') return { security: [{}] };
  return contract.scope === null ? { security: [{ session: [] }] } : {};
}

const whoMay: Readonly<Record<RouteContract['permission'], string>> = {
  public: 'Anyone, without signing in.',
  proven: 'Somebody who has proven an e-mail address and may still have to choose an account.',
  'signed-in': 'Every signed-in contact and tech.',
  contact: 'Contacts only.',
  tech: 'Every tech.',
  advanced: 'Techs with the role advanced, admin or master admin.',
  admin: 'Admins and master admins.',
  'master-admin': 'Master admins.',
};
const accessSentence = (contract: RouteContract): string =>
  `Permission: ${whoMay[contract.permission]} ${contract.scope === null ? 'Not callable with an API key.' : `API key scope: \`${contract.scope}\`.`}`;

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
  readonly required?: readonly string[];
}

const pathParameters = (contract: RouteContract) =>
  [...contract.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
    const schema = (contract.params as ObjectSchema | undefined)?.properties?.[name] ?? { type: 'string' };
    return { name, in: 'path', required: true, schema: plain(schema) };
  });

function queryParameters(contract: RouteContract) {
  const query = contract.query as ObjectSchema | undefined;
  return Object.entries(query?.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: query?.required?.includes(name) ?? false,
    ...(schema.description ? { description: schema.description } : {}),
    schema: plain(schema),
  }));
}

function headerParameters(contract: RouteContract) {
  const header = (name: string, description: string) => ({ name, in: 'header', required: false, description, schema: { type: 'string' } });
  return [
    ...(contract.method === 'POST'
      ? [header('Idempotency-Key', 'Makes a repeated request harmless; any unique text, such as a UUID.')]
      : []),
    ...(contract.versioned && contract.method !== 'GET' && contract.method !== 'POST'
      ? [header('If-Match', 'The ETag of the row this change is based on.')]
      : []),
    ...(contract.consumes === 'binary' ? [header('File-Name', 'The name of the file, percent-encoded UTF-8.')] : []),
  ];
}

function requestBody(contract: RouteContract): { requestBody?: Record<string, unknown> } {
  if (contract.consumes === 'binary') {
    return { requestBody: { required: true, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } } };
  }
  if (!contract.body) return {};
  const example = contract.example?.body === undefined ? {} : { example: contract.example.body };
  return { requestBody: { required: true, content: { 'application/json': { schema: plain(contract.body), ...example } } } };
}

const audienceTitles = { contact: 'For a contact', tech: 'For a tech', anyone: 'For everyone' } as const;

function successResponse(contract: RouteContract): Record<string, Record<string, unknown>> {
  const status = String(contract.status ?? 200);
  const headers = contract.versioned ? { headers: { ETag: { description: 'The version of the row.', schema: { type: 'string' } } } } : {};
  if (status === '204') return { '204': { description: 'Done; there is nothing to send back.' } };
  const shapes = Object.entries(contract.reply).map(([audience, schema]) => ({
    ...plain(schema),
    title: audienceTitles[audience as keyof typeof audienceTitles],
  }));
  const schema = shapes.length === 1 ? shapes[0] : { oneOf: shapes };
  const example = contract.example?.reply === undefined ? {} : { example: contract.example.reply };
  return { [status]: { description: contract.summary, ...headers, content: { 'application/json': { schema, ...example } } } };
}
