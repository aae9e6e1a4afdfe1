// A real mail server in a process of its own, which behaves by the first word of the recipient's address:
// refused@ is unknown, greylisted@ is asked to come back once, slow@ waits, cut@ loses the connection in the middle of the mail,
// dotted@ loses it after the mail was taken and before that is said, busy@ is told once that the server closes (421).
// A message of the test makes it misbehave towards everybody; see SmtpFaults.
// Prints one JSON line when it listens, and one for each mail it has taken.

import { SMTPServer } from 'smtp-server';

export interface SmtpFaults {
  /** Instead of a greeting. */
  readonly greeting?: 421 | 554;
  readonly auth?: 'wrong';
  readonly sender?: 'refused';
  /** Milliseconds before each mail is taken. */
  readonly slowMs?: number;
}

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const answer = (code: number, words: string): Error => Object.assign(new Error(words), { responseCode: code });
const known = new Set<string>();
const SLOW_MS = Number(process.argv[2] ?? '3000');
const PORT = Number(process.argv[3] ?? '0');

let faults: SmtpFaults = {};
let open = 0;
let peak = 0;
let connections = 0;
process.on('message', (message: { faults?: SmtpFaults }) => {
  if (message.faults) faults = message.faults;
  process.send?.({ peak, connections, open });
  if (message.faults) peak = open;
});
process.on('disconnect', () => process.exit(0));

/** True the first time this address comes with this trouble. */
function isFirst(address: string, word: string): boolean {
  if (!address.startsWith(word) || known.has(address)) return false;
  known.add(address);
  return true;
}
const cutAll = (): void => {
  for (const one of server.connections as Set<{ _socket: { destroy(): void } }>) one._socket.destroy();
};

const server = new SMTPServer({
  authOptional: true,
  allowInsecureAuth: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  onConnect(_session, callback) {
    connections++;
    peak = Math.max(peak, ++open);
    if (faults.greeting) return callback(answer(faults.greeting, faults.greeting === 421 ? '4.3.2 Closing for today' : 'No service here'));
    callback();
  },
  onClose: () => void open--,
  onAuth(auth, _session, callback) {
    if (faults.auth === 'wrong') return callback(answer(535, '5.7.8 Authentication credentials invalid'));
    callback(null, { user: auth.username ?? 'somebody' });
  },
  onMailFrom(_address, _session, callback) {
    if (faults.sender === 'refused') return callback(answer(553, '5.7.1 Sender address rejected: not owned by user'));
    callback();
  },
  onRcptTo({ address }, _session, callback) {
    if (address.startsWith('refused')) return callback(answer(550, '5.1.1 No such user here'));
    if (isFirst(address, 'greylisted')) return callback(answer(451, '4.7.1 Greylisted, please come back later'));
    if (isFirst(address, 'busy')) return callback(answer(421, '4.7.0 Too many, closing'));
    if (address.startsWith('slow')) return void setTimeout(() => callback(), SLOW_MS);
    callback();
  },
  onData(stream, session, callback) {
    const to = session.envelope.rcptTo.map((one) => one.address);
    const isCut = to.some((address) => address.startsWith('cut') && !known.has(address));
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => {
      parts.push(part);
      if (!isCut) return;
      for (const address of to) known.add(address);
      // The sender cannot know whether the mail was kept: it was.
      say({ to, raw: Buffer.concat(parts).toString('utf8') });
      cutAll();
    });
    stream.on('end', () => {
      say({ to, raw: Buffer.concat(parts).toString('utf8') });
      if (to.some((address) => isFirst(address, 'dotted'))) return cutAll();
      setTimeout(callback, faults.slowMs ?? 0);
    });
  },
});
server.on('error', () => {});
server.listen(PORT, '127.0.0.1', () => say({ port: (server.server.address() as { port: number }).port }));
