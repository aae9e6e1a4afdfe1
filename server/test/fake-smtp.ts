// A real mail server in a process of its own, which behaves by the first word of the recipient's address:
// refused@ is unknown, greylisted@ is asked to come back once, slow@ waits, cut@ loses the connection in the middle of the mail.
// Prints one JSON line when it listens, and one for each mail it has taken.

import { SMTPServer } from 'smtp-server';

const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const answer = (code: number, words: string): Error => Object.assign(new Error(words), { responseCode: code });
const known = new Set<string>();
const SLOW_MS = Number(process.argv[2] ?? '3000');

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  disableReverseLookup: true,
  logger: false,
  onRcptTo({ address }, _session, callback) {
    if (address.startsWith('refused')) return callback(answer(550, '5.1.1 No such user here'));
    if (address.startsWith('greylisted') && !known.has(address)) {
      known.add(address);
      return callback(answer(451, '4.7.1 Greylisted, please come back later'));
    }
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
      for (const one of server.connections as Set<{ _socket: { destroy(): void } }>) one._socket.destroy();
    });
    stream.on('end', () => {
      say({ to, raw: Buffer.concat(parts).toString('utf8') });
      callback();
    });
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => say({ port: (server.server.address() as { port: number }).port }));
