import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { Refusal } from '../errors.ts';
import { type Frame, PRODUCT, type TaskWatch } from './protocol.ts';
import { socketPathOf } from './socket-path.ts';

const ANSWER_WITHIN_MS = 3_000;
/** The server says it is alive every few seconds. */
const SILENCE_MS = 60_000;

/** The version of the server that serves this data folder; null when none does, also when a dead one left its socket behind. */
export async function askSocket(dataDir: string): Promise<{ readonly version: string } | null> {
  try {
    const sent = request({ socketPath: socketPathOf(dataDir), method: 'GET', path: '/', timeout: ANSWER_WITHIN_MS });
    const answer = await answerTo(sent.end());
    let text = '';
    for await (const chunk of answer.setEncoding('utf8')) text += chunk;
    const value = JSON.parse(text) as { product?: string; version?: string };
    return value.product === PRODUCT ? { version: value.version ?? '' } : null;
  } catch {
    return null;
  }
}

/** Runs a task in the server of this data folder. @throws Refusal with its sentence, also when the server ended in the middle. */
export async function callSocket<T>(dataDir: string, task: string, input: unknown, watch: TaskWatch): Promise<T> {
  const sent = request({
    socketPath: socketPathOf(dataDir),
    method: 'POST',
    path: `/tasks/${task}`,
    headers: { 'content-type': 'application/json' },
    timeout: SILENCE_MS,
  });
  let id: string | null = null;
  // Asked politely, so that the answer still says how far it came.
  const stop = () =>
    id === null
      ? sent.destroy()
      : request({ socketPath: socketPathOf(dataDir), method: 'POST', path: `/stop/${id}` })
          .on('error', () => {})
          .end();
  watch.signal.addEventListener('abort', stop, { once: true });
  try {
    const answer = await answerTo(sent.end(JSON.stringify(input)));
    if (answer.statusCode === 404)
      throw new Refusal(404, 'task.unknown', 'The running server does not know this command. Restart it with this version of Portico.');
    for await (const frame of framesOf(answer)) {
      if (frame.type === 'started') id = frame.id;
      if (frame.type === 'progress') watch.onProgress(frame.progress);
      if (frame.type === 'result') return frame.result as T;
      if (frame.type === 'refused') throw new Refusal(frame.status, frame.code, frame.detail);
    }
    throw gone();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw watch.signal.aborted ? stopped() : gone();
  } finally {
    watch.signal.removeEventListener('abort', stop);
    sent.destroy();
  }
}

const gone = (): Refusal =>
  new Refusal(503, 'server.gone', 'The running server ended before the command was done. What it finished is kept; run the command again.');
export const stopped = (): Refusal =>
  new Refusal(499, 'command.stopped', 'Stopped. What was finished is kept; run the command again to go on.');

async function* framesOf(answer: IncomingMessage): AsyncGenerator<Frame> {
  let rest = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as Frame;
  }
}

function answerTo(sent: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    sent.once('response', resolve);
    // Also later: a server that is killed resets the connection, and an error nobody hears would end the process.
    sent.on('error', reject);
    sent.once('timeout', () => sent.destroy(new Error('The server does not answer.')));
  });
}
