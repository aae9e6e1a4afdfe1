import type { OpenApiDocument, OpenApiOperation } from './openapi.ts';

interface Entry {
  readonly method: string;
  readonly path: string;
  readonly operation: OpenApiOperation;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const text = (value: string): string => value.replace(/[&<>"']/g, (character) => escapes[character] ?? character);
/** Text with `code` spans and paragraphs, the only marks our descriptions use. */
const prose = (value: string): string =>
  value
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${text(paragraph).replace(/`([^`]+)`/g, '<code>$1</code>')}</p>`)
    .join('');
const json = (value: unknown): string => `<pre tabindex="0"><code>${text(JSON.stringify(value, null, 2))}</code></pre>`;

/**
 * The API page: one self-contained document that reads without scripts, prints, and can be searched with the browser. The
 * nonce is filled in per response.
 */
export function docsPage(document: OpenApiDocument): string {
  const entries = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const groups = document.tags.map((tag) => ({
    name: tag.name,
    entries: entries.filter((entry) => entry.operation.tags.includes(tag.name)),
  }));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(document.info.title)} API</title>
<style nonce="__CSP_NONCE__">${style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the routes</a>
<header><h1>${text(document.info.title)} API</h1>
<p>Version ${text(document.info.version)} · ${entries.length} routes · <a href="openapi.json">OpenAPI 3.1 document</a></p>${prose(document.info.description)}</header>
<div class="columns">
<nav aria-label="Topics"><ul>${groups.map((group) => `<li><a href="#${text(group.name)}">${text(group.name)}</a> <span>${group.entries.length}</span></li>`).join('')}</ul></nav>
<main id="content">${groups.map((group) => `<section id="${text(group.name)}"><h2>${text(group.name)}</h2>${group.entries.map(entryHtml).join('')}</section>`).join('')}</main>
</div>
</body>
</html>
`;
}

function entryHtml({ method, path, operation }: Entry): string {
  return `<details id="${text(operation.operationId)}"><summary><span class="method ${method.toLowerCase()}">${method}</span> <code>${text(path)}</code> <span class="summary">${text(operation.summary)}</span></summary>
<div class="body">${prose(operation.description)}${parametersHtml(operation)}${bodyHtml(operation)}${responsesHtml(operation)}</div></details>`;
}

function parametersHtml(operation: OpenApiOperation): string {
  if (!operation.parameters) return '';
  const rows = operation.parameters.map((one) => {
    const required = one.required ? ' <em>required</em>' : '';
    return `<tr><td><code>${text(String(one.name))}</code>${required}</td><td>${text(String(one.in))}</td><td>${text(shortType(one.schema))}</td><td>${text(String(one.description ?? ''))}</td></tr>`;
  });
  return `<h3>Parameters</h3><div class="scroll" tabindex="0" role="region" aria-label="Parameters"><table><thead><tr><th scope="col">Name</th><th scope="col">In</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function shortType(schema: unknown): string {
  const { type, enum: words, items, format } = schema as { type?: string; enum?: unknown[]; items?: unknown; format?: string };
  if (words) return words.join(' | ');
  if (type === 'array') return `list of ${shortType(items ?? {})}`;
  return [type ?? 'any', format].filter(Boolean).join(', ');
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: unknown; readonly example?: unknown }>>;
}

function bodyHtml(operation: OpenApiOperation): string {
  const [media] = Object.entries((operation.requestBody as Content | undefined)?.content ?? {});
  if (!media) return '';
  const [type, { schema, example }] = media;
  return `<h3>Body <small>${text(type)}</small></h3>${example === undefined ? '' : json(example)}<details><summary>Schema</summary>${json(schema)}</details>`;
}

function responsesHtml(operation: OpenApiOperation): string {
  const items = Object.entries(operation.responses).map(([status, response]) => {
    const media = (response as Content).content?.['application/json'];
    const example = media?.example === undefined ? '' : json(media.example);
    const schema = media ? `<details><summary>Schema</summary>${json(media.schema)}</details>` : '';
    return `<dt>${text(status)}</dt><dd>${prose(String(response.description))}${example}${schema}</dd>`;
  });
  return `<h3>Answers</h3><dl>${items.join('')}</dl>`;
}

const style = `
:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 18%,transparent);--soft:color-mix(in srgb,currentColor 7%,transparent)}
body{font:16px/1.55 system-ui,sans-serif;margin:0 auto;max-width:76rem;padding:1.5rem}
a{color:light-dark(#1d4ed8,#93b4ff)} h1{margin:0} h2{margin:2rem 0 .5rem} h3{margin:1rem 0 .25rem;font-size:1rem}
code,pre{font:.875em/1.5 ui-monospace,monospace} pre{background:var(--soft);padding:.75rem;border-radius:.5rem;overflow:auto;max-height:28rem}
.columns{display:grid;grid-template-columns:12rem minmax(0,1fr);gap:2rem}
nav ul{list-style:none;padding:0;position:sticky;top:1rem} nav span{opacity:.75;font-size:.85em}
details{border:1px solid var(--line);border-radius:.5rem;margin:.5rem 0} details details{margin:.25rem 0}
summary{cursor:pointer;padding:.5rem .75rem} .body{padding:0 .75rem .75rem} .summary{opacity:.85}
.method{display:inline-block;min-width:4.2em;font-weight:700;font-size:.8em} table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line);vertical-align:top} .scroll{overflow-x:auto}
dt{font-weight:600} dd{margin:0 0 .5rem 1rem} dd p{margin:.2rem 0}
.skip{position:absolute;left:-100rem} .skip:focus{left:1rem}
@media(max-width:44rem){body{padding:1rem}.columns{grid-template-columns:minmax(0,1fr)}nav ul{position:static;columns:2}}
`;
