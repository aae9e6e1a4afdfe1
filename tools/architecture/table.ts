/**
 * The direction of the server's modules, lowest row first. A module may import the doors of rows above it in this list, and of
 * its own row as long as no circle arises. A new module takes its place here before its first import.
 */
export const layers: readonly (readonly string[])[] = [
  ['files'],
  ['settings', 'tags'],
  ['accounts'],
  ['portal-access'],
  ['companies', 'contact-groups', 'contacts', 'techs', 'teams', 'profiles'],
  ['contact-creation'],
  ['access'],
  ['identity-providers', 'passkeys'],
  ['scim'],
  ['service-desk', 'forms'],
  ['catalogue'],
  ['tickets'],
  ['rights', 'schedules'],
  ['approvals', 'tasks', 'chats', 'macros', 'surveys'],
  ['requests'],
  ['branding', 'menus', 'broadcasts', 'learning'],
  // What several reactions need: looks and name of the workspace, and the delivery of mail.
  ['system'],
  ['email'],
];

/** May import anyone's door; nobody imports them but `app.ts` and the commands. */
export const reactions: readonly string[] = [
  'notifications',
  'webhooks',
  'workflows',
  'audit',
  'search',
  'reports',
  'assistants',
  'psa',
  'connector',
  'imports',
  'contact-imports',
  'relocations',
  'merges',
  'personal-data',
  'demo',
  'setup',
  'backups',
  'diagnosis',
];

/** Files that may query. Within a module: its store, reads, schema and policy predicates. In the kernel: these. */
export const queryingFiles = /\.(store|reads|schema|policy)\.ts$/;
export const queryingKernel = /^server\/src\/kernel\/(db|jobs|events)\/|^server\/src\/kernel\/http\/[\w-]*idempotency[\w-]*\.ts$/;
export const queryPackages = /^(drizzle-orm|pg|pg-boss|@electric-sql)(\/|$)/;

/** Packages that open sockets, and the kernel folders that may. */
export const networkPackages =
  /^(node:)?(http|https|http2|net|tls|dgram|dns)(\/|$)|^(undici|socket\.io|socket\.io-client|@socket\.io|nodemailer|imapflow|smtp-server|ws|fastify|@fastify|@aws-sdk|web-push)(\/|$)/;
export const networkKernel = /^server\/src\/kernel\/(http|realtime|mail|socket|jobs|db|health|files|outbound)\//;
/** Requests as a client: to addresses that people give through the guard only; `health` asks what the operator set, `socket` a file. */
export const clientPackages = /^(node:)?https$|^undici(\/|$)/;
export const clientKernel = /^server\/src\/kernel\/outbound\//;
export const fetchKernel = /^server\/src\/kernel\/health\//;

/** The only files of the server that may read the environment or end the process (in a worker thread `exit` ends the thread). */
export const environmentFiles = /^server\/src\/(main|kernel\/db\/embedded-worker)\.ts$/;
export const clockFile = 'server/src/kernel/clock.ts';

export const sizeLimit = { code: 400, tests: 600 };
export const sizeExempt = /\.gen\.ts$|\.data\.ts$|\.d\.ts$|\/data\/|\/fixtures\/|\/threads\/|\/locales?\/|\/migrations\//;
export const forbiddenNames = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager', 'base'];
