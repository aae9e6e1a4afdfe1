import { connect } from 'node:net';
import pg from 'pg';
import { StartRefused } from './lock-file.ts';

const WITHIN_MS = 10_000;
const OLDEST = 15;

interface Facts {
  readonly version: number;
  readonly encoding: string;
  readonly is_replica: boolean;
  readonly is_read_only: boolean;
  readonly schema: string | null;
  readonly may_create: boolean;
  readonly may_create_schema: boolean;
  readonly has_jobs: boolean;
  readonly name: string;
  readonly role: string;
}

/**
 * Asks the PostgreSQL of DATABASE_URL whether Portico can live there, before anything is written.
 *
 * @throws StartRefused with what is wrong and what to do; the password never appears in it.
 */
export async function checkPostgres(url: string): Promise<void> {
  const client = connection(url);
  try {
    await client.connect();
    const { rows } = await client.query<Facts>(QUESTION);
    const problem = rows[0] ? (judge(rows[0]) ?? (await sharedConnection(client, url))) : null;
    if (problem !== null) throw new StartRefused(`${problem} Nothing was changed.`);
  } catch (error) {
    throw error instanceof StartRefused
      ? error
      : new StartRefused(`${await explain(error, client)} Nothing was changed.`, { cause: error });
  } finally {
    await client.end().catch(() => {});
  }
}

function connection(url: string): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: WITHIN_MS,
    query_timeout: WITHIN_MS,
    // As the pool of database.ts has it: a pooler refuses settings that it does not know.
    idle_in_transaction_session_timeout: 60_000,
  });
  client.on('error', () => {});
  return client;
}

/** A pooler in transaction mode gives each transaction another connection: locks and LISTEN would go astray without a word. */
async function sharedConnection(first: pg.Client, url: string): Promise<string | null> {
  const pid = async (): Promise<number> => (await first.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid ?? 0;
  const second = connection(url);
  try {
    const before = await pid();
    await second.connect();
    // Keeps the connection that was used last, which in that mode is the first client's.
    await second.query('BEGIN; SELECT 1');
    if ((await pid()) === before) return null;
  } finally {
    await second.end().catch(() => {});
  }
  return `A connection pooler in transaction mode stands at ${first.host}:${first.port}; Portico holds locks and listens on its connections. Set pool_mode = session for it, or name the database server itself in DATABASE_URL.`;
}

const QUESTION = `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding,
  pg_is_in_recovery() AS is_replica, current_setting('transaction_read_only') = 'on' AS is_read_only,
  current_schema() AS schema, coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS may_create,
  has_database_privilege(current_database(), 'CREATE') AS may_create_schema, to_regnamespace('pgboss') IS NOT NULL AS has_jobs,
  current_database() AS name, current_user AS role`;

function judge(facts: Facts): string | null {
  const { version, encoding, name, role } = facts;
  const major = Math.floor(version / 10_000);
  if (major < OLDEST)
    return `The database server is PostgreSQL ${major}; Portico needs ${OLDEST} or newer. Upgrade it, or name another server in DATABASE_URL.`;
  if (encoding !== 'UTF8')
    return `The database "${name}" stores text as ${encoding}, in which names and tickets of many languages cannot be kept; Portico needs UTF8. Create a new one: CREATE DATABASE portico ENCODING 'UTF8' TEMPLATE template0; and name it in DATABASE_URL.`;
  if (facts.is_replica) return `The database server is a read-only copy (a standby) of another. Name the primary server in DATABASE_URL.`;
  if (facts.is_read_only)
    return `The database "${name}" is set to read-only for "${role}" (default_transaction_read_only). Portico has to write: turn that off, or name another database or user in DATABASE_URL.`;
  if (facts.schema === null || !facts.may_create)
    return `The user "${role}" may not create tables in the database "${name}". Let the database belong to it: ALTER DATABASE "${name}" OWNER TO "${role}"; or allow it: GRANT CREATE ON SCHEMA ${facts.schema ?? 'public'} TO "${role}";`;
  if (!facts.may_create_schema && !facts.has_jobs)
    return `The user "${role}" may not create the schema of the job queue in the database "${name}". Allow it: GRANT CREATE ON DATABASE "${name}" TO "${role}";`;
  return null;
}

interface DriverError {
  readonly code?: string;
  readonly message: string;
  readonly errors?: readonly DriverError[];
}

async function explain(thrown: unknown, client: pg.Client): Promise<string> {
  const outer = thrown as DriverError;
  // A name with several addresses fails with one error for each.
  const { code, message } = outer.code === undefined ? (outer.errors?.[0] ?? outer) : outer;
  const { host, port, database, user } = client;
  const place = host.startsWith('/') ? host : `${host}:${port}`;
  const says = `The server says: ${message}.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `The host "${host}" of DATABASE_URL is not known. Correct the name, or look at this machine's name service.`;
  if (code === 'ECONNREFUSED' || code === 'ENOENT')
    return `Nothing answers at ${place}. Is the database server running, and are host and port of DATABASE_URL right?`;
  if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'ETIMEDOUT')
    return `The machine ${host} of DATABASE_URL cannot be reached from here. Look at the network and the firewalls between.`;
  if (code === 'ECONNRESET' || code === 'EPIPE') return (await notPostgres(host, port)) ?? `The server at ${place} hung up. ${says}`;
  if (code === '28P01')
    return `The database server does not accept the password of "${user}". Correct user and password in DATABASE_URL (special characters are written as %40 and the like).`;
  if (code === '28000')
    return `The database server does not let "${user}" in. ${says} Correct the user in DATABASE_URL, or allow this machine in pg_hba.conf; "no encryption" means that ?sslmode=require is missing.`;
  if (code === '3D000')
    return `The database "${database}" of DATABASE_URL does not exist at ${place}. Create it: CREATE DATABASE "${database}" ENCODING 'UTF8' TEMPLATE template0;`;
  if (code === '57P03') return `The database server at ${place} is only just starting or stopping. Start Portico again in a moment.`;
  if (code === '53300')
    return `The database server at ${place} has no free connection. Raise its max_connections, or stop what uses them, and start again.`;
  if (code === '42501') return `The user "${user}" lacks rights in the database "${database}". ${says}`;
  if (code === '08P01' && /startup parameter/.test(message))
    return `A connection pooler stands at ${place} and refuses a setting. ${says} Add it to ignore_startup_parameters of pgbouncer and use pool_mode = session, or name the database server itself in DATABASE_URL.`;
  if (/does not support SSL/.test(message))
    return `The database server at ${place} takes no encrypted connections, but DATABASE_URL asks for one. Take sslmode out, or turn SSL on at the server.`;
  if (/^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|CERT_|ERR_TLS)/.test(code ?? ''))
    return `The certificate of the database server at ${place} is not trusted (${message}). Give its authority with sslrootcert=FILE in DATABASE_URL.`;
  const foreign = await notPostgres(host, port);
  if (foreign !== null) return foreign;
  if (/timeout/i.test(message)) return `The server at ${place} took the connection but said nothing for ${WITHIN_MS / 1000} seconds.`;
  return `The database at ${place} cannot be used. ${says}`;
}

/** Asks for encryption as every client of PostgreSQL may; it alone answers with one letter. */
function notPostgres(host: string, port: number): Promise<string | null> {
  if (host.startsWith('/')) return Promise.resolve(null);
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const end = (isOther: boolean): void => {
      socket.destroy();
      resolve(isOther ? `What answers at ${host}:${port} is no PostgreSQL. Correct host and port in DATABASE_URL.` : null);
    };
    socket.once('connect', () => socket.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])));
    socket.once('data', (data) => end(!(data.length === 1 && /^[SNE]$/.test(data.toString('latin1')))));
    socket.once('close', () => end(true));
    socket.once('timeout', () => end(true));
    socket.once('error', () => end(true));
  });
}
