import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Scene, scene } from '../matrix/scene.ts';
import type { Someone } from '../world.ts';

let s: Scene;
beforeAll(async () => {
  s = await scene();
}, 120_000);
afterAll(() => s?.w.close());

/** Every place that takes the id of a file, in a list or inside a text. */
const PLACES: readonly (readonly [name: string, attempt: (by: Someone, file: number) => Promise<{ status: number; body: unknown }>])[] = [
  ['a new ticket', (by, file) => by.call('POST', '/tickets', { title: 'Mine', fileIds: [file] })],
  [
    'the text of a new ticket',
    (by, file) => by.call('POST', '/tickets', { title: 'Mine', descriptionHtml: `<p><img src="file:${file}"></p>` }),
  ],
  ['a comment', (by, file) => by.call('POST', `/tickets/${s.ticketId}/comments`, { bodyHtml: '<p>see</p>', fileIds: [file] })],
  [
    'the text of a comment',
    (by, file) => by.call('POST', `/tickets/${s.ticketId}/comments`, { bodyHtml: `<p>see <img src="file:${file}"></p>` }),
  ],
  [
    'an edited comment',
    async (by, file) => {
      const made = await by.call('POST', `/tickets/${s.ticketId}/comments`, { bodyHtml: '<p>see</p>' });
      return by.call('PATCH', `/comments/${made.body.id}`, { bodyHtml: `<p>see <img src="file:${file}"></p>` });
    },
  ],
  ['closing words', async (by, file) => by.call('POST', `/tickets/${await s.ticket()}/close`, { bodyHtml: '<p>bye</p>', fileIds: [file] })],
  [
    'reopening words',
    async (by, file) => by.call('POST', `/tickets/${await s.ticket('closed')}/reopen`, { bodyHtml: '<p>again</p>', fileIds: [file] }),
  ],
];

describe('refuses to link', () => {
  it.each(PLACES)(
    "another person's upload, a foreign ticket's file, or an internal one, in %s, in the words for a missing file",
    async (_name, attempt) => {
      const { cc, collg, forgn } = s.people;
      const strangers = await s.upload(forgn, 'theirs.png');
      const colleagues = await s.upload(collg, 'waiting.png');
      const elsewhere = await s.upload(forgn, 'elsewhere.png');
      expect((await forgn.call('POST', '/tickets', { title: 'Elsewhere', fileIds: [elsewhere] })).status).toBe(201);
      const missing = await attempt(cc, 2_000_000_000);
      expect(missing).toMatchObject({ status: 404, body: { code: 'file.notFound' } });
      for (const file of [strangers, colleagues, elsewhere, s.files.internal]) {
        const answer = await attempt(cc, file);
        expect({ status: answer.status, body: { ...(answer.body as object), traceId: '' } }).toEqual({
          status: 404,
          body: { ...(missing.body as object), traceId: '' },
        });
      }
      // Nothing was taken from its owner.
      expect((await forgn.call('GET', `/files/${strangers}`)).status).toBe(200);
      expect((await collg.call('DELETE', `/files/${colleagues}`)).status).toBe(204);
      expect((await cc.call('GET', `/files/${strangers}`)).status).toBe(404);
    },
  );

  it('a file of staff into the description of a ticket, by staff of another upload', async () => {
    const file = await s.upload(s.people.master, 'own.png');
    const answer = await s.people.member.call('PATCH', `/tickets/${s.ticketId}`, { descriptionHtml: `<p><img src="file:${file}"></p>` });
    expect([answer.status, answer.body.code]).toEqual([404, 'file.notFound']);
  });
});
