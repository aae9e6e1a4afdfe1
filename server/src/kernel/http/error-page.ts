import type { FastifyRequest } from 'fastify';
import type { ProblemAnswer } from './problem.ts';

type Words = readonly [title: string, text: string];
interface Language {
  readonly gone: Words;
  readonly refused: Words;
  readonly busy: Words;
  readonly broken: Words;
  readonly back: string;
  readonly reference: string;
}

const english: Language = {
  gone: ['There is nothing here', 'The address may be mistyped, or what was here is gone, or you may not see it.'],
  refused: ['That did not work', 'Nothing was changed. Go to the start page and try again from there.'],
  busy: ['Not available right now', 'The server is starting, restarting or very busy. Nothing is lost: try again in a minute.'],
  broken: [
    'Something went wrong on our side',
    'Nothing you saved is lost. Try again; if it stays, tell your administrator the reference below.',
  ],
  back: 'Go to the start page',
  reference: 'Reference',
};
const german: Language = {
  gone: ['Hier ist nichts', 'Vielleicht ist die Adresse vertippt, das Gesuchte gibt es nicht mehr, oder Sie dürfen es nicht sehen.'],
  refused: ['Das hat nicht geklappt', 'Es wurde nichts geändert. Gehen Sie zur Startseite und versuchen Sie es von dort aus noch einmal.'],
  busy: [
    'Gerade nicht erreichbar',
    'Der Server startet, startet neu oder ist stark ausgelastet. Es ist nichts verloren: Versuchen Sie es in einer Minute noch einmal.',
  ],
  broken: [
    'Bei uns ist etwas schiefgegangen',
    'Was Sie gespeichert haben, ist nicht verloren. Versuchen Sie es noch einmal; bleibt es so, nennen Sie Ihrer Administration die Kennung unten.',
  ],
  back: 'Zur Startseite',
  reference: 'Kennung',
};

/** A person with a browser went to an address; programs, and pages that call the API, get JSON. */
export const isForPerson = (request: FastifyRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  !request.url.startsWith('/api/') &&
  (request.headers.accept ?? '').includes('text/html');

/** A small page of our own words only, with the trace id to read out; nothing of the request is written into it. */
export function errorPage(
  answer: ProblemAnswer,
  page: { readonly nonce: string; readonly home: string; readonly language?: string | undefined },
) {
  const isGerman = /^\s*de\b/i.test(page.language ?? '');
  const words = isGerman ? german : english;
  const { status } = answer;
  const [title, text] = words[status === 404 || status === 410 ? 'gone' : status === 503 ? 'busy' : status >= 500 ? 'broken' : 'refused'];
  return `<!doctype html>
<html lang="${isGerman ? 'de' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style nonce="${page.nonce}">
  body { font: 16px/1.6 system-ui, sans-serif; max-width: 34rem; margin: 18vh auto 0; padding: 0 1.5rem; color-scheme: light dark; color: #1b1b18; background: #fff }
  h1 { font-size: 1.375rem; margin: 0 0 .5rem } a { color: #1d4ed8 } code { font-size: .9em; overflow-wrap: anywhere }
  @media (prefers-color-scheme: dark) { body { color: #e9e8e3; background: #161614 } a { color: #93b4ff } }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="${page.home}">${words.back}</a></p>
<p>${words.reference}: <code>${answer.body.traceId}</code></p>
</main>
</body>
</html>
`;
}
