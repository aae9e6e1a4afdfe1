import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Someone, type World, world } from '../../../test/world.ts';

let w: World;
let contact: Someone;
let stranger: Someone;
let tech: Someone;
let png: Buffer;
beforeAll(async () => {
  w = await world();
  contact = await w.contact();
  stranger = await w.contact();
  tech = await w.tech();
  png = await sharp({ create: { width: 20, height: 10, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
});
afterAll(() => w?.close());

async function upload(by: Someone, payload: Buffer, name: string): Promise<number> {
  const headers = { cookie: by.cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/octet-stream' };
  const response = await w.app.inject({ method: 'POST', url: `/api/v1/files?name=${name}`, headers, payload });
  expect(response.statusCode).toBe(201);
  return response.json().id;
}
const text = (by: Someone) => upload(by, Buffer.from('words in a file'), 'words.txt');
const open = async (by: Someone, link: string): Promise<number> =>
  (await w.app.inject({ url: link, headers: { cookie: by.cookie, 'sec-fetch-site': 'same-origin' } })).statusCode;

describe('allows', () => {
  it('files below a text and pictures inside it, once each', async () => {
    const [picture, file] = [await upload(contact, png, 'shot.png'), await text(contact)];
    const body = { title: 'With files', descriptionHtml: `<p>look <img src="file:${picture}"></p>`, fileIds: [file, picture] };
    const made = (await contact.call('POST', '/tickets', body)).body;
    expect(made.attachments.map((one: { id: number }) => one.id)).toEqual([file]);
    expect(await open(contact, made.inlineFiles[picture])).toBe(200);
    expect(await open(contact, made.attachments[0].links.download)).toBe(200);
    expect((await contact.call('GET', `/tickets/${made.id}/attachments`)).body.items).toHaveLength(2);
    const seen = (await tech.call('GET', `/tickets/${made.id}`)).body;
    expect(await open(tech, seen.inlineFiles[picture])).toBe(200);
    // The tech quotes the picture in his reply.
    const reply = await tech.call('POST', `/tickets/${made.id}/comments`, { bodyHtml: `<p><img src="file:${picture}"> this one?</p>` });
    expect(Object.keys(reply.body.inlineFiles)).toEqual([String(picture)]);
  });
});

describe('refuses', () => {
  it('files to whoever may not see the ticket, by page and by link', async () => {
    const file = await text(contact);
    const made = (await contact.call('POST', '/tickets', { title: 'Private', fileIds: [file] })).body;
    expect((await contact.call('GET', `/files/${file}`)).status).toBe(200);
    expect((await stranger.call('GET', `/files/${file}`)).status).toBe(404);
    expect(await open(stranger, made.attachments[0].links.download)).toBeGreaterThanOrEqual(400);
  });

  it('files of internal notes to contacts, and using them in public', async () => {
    const ticket = await w.ticket({ from: contact });
    const file = await upload(tech, png, 'internal.png');
    const note = await tech.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: 'see', visibility: 'internal', fileIds: [file] });
    expect(note.body.attachments).toHaveLength(1);
    expect((await tech.call('GET', `/files/${file}`)).status).toBe(200);
    expect((await contact.call('GET', `/files/${file}`)).status).toBe(404);
    expect((await contact.call('GET', `/tickets/${ticket.id}/attachments`)).body.items).toEqual([]);
    const leak = await contact.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: `<img src="file:${file}">` });
    expect(leak.body.code).toBe('file.notFound');
    const publicly = await tech.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: `<img src="file:${file}">` });
    expect(publicly.body.code).toBe('file.notFound');
  });

  it('files of a deleted comment to contacts', async () => {
    const ticket = await w.ticket({ from: contact });
    const file = await text(contact);
    const comment = (await contact.call('POST', `/tickets/${ticket.id}/comments`, { bodyHtml: 'oops', fileIds: [file] })).body;
    await contact.call('DELETE', `/comments/${comment.id}`);
    expect((await contact.call('GET', `/files/${file}`)).status).toBe(404);
    expect((await contact.call('GET', `/tickets/${ticket.id}/attachments`)).body.items).toEqual([]);
  });
});
