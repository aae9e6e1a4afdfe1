import { describe, expect, it } from 'vitest';
import { stubModule } from '../../../test/stub-routes.ts';
import { docsPage } from './docs-page.ts';
import { buildOpenApi } from './openapi.ts';

const document = buildOpenApi([stubModule], { version: '0.1.0' });

describe('allows', () => {
  it('describes every contract once, with permission, scope, replies per audience and its problem codes', () => {
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    expect(operations).toHaveLength(stubModule.routes?.length ?? 0);
    expect(new Set(operations.map((one) => one.operationId)).size).toBe(operations.length);
    const get = document.paths['/api/v1/notes/{id}']?.get;
    expect(get?.description).toContain('Permission: Every signed-in contact and tech.');
    expect(JSON.stringify(get?.responses['200'])).toContain('"oneOf"');
    expect(JSON.stringify(get?.responses['200'])).toContain('For a contact');
    const create = document.paths['/api/v1/notes']?.post;
    expect(create?.responses['4XX']?.description).toContain('note.refused');
    expect(create?.responses['409']?.description).toContain('idempotency.mismatch');
    for (const one of operations) expect(Object.keys(one.responses).some((status) => status.startsWith('4'))).toBe(true);
  });
  it('declares every path parameter', () => {
    for (const [path, item] of Object.entries(document.paths)) {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      for (const one of Object.values(item))
        expect((one.parameters ?? []).filter((p) => p.in === 'path').map((p) => p.name)).toEqual(names);
    }
  });
  it('makes a page without scripts or outside resources', () => {
    const page = docsPage(document);
    expect(page).toContain('notes.create');
    expect(page).not.toMatch(/<script|style="|https?:\/\/(?!localhost|example)/);
  });
});
