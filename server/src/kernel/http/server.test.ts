import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StubServer, stubServer } from './stub-server.ts';

let server: StubServer;
beforeAll(async () => {
  server = await stubServer();
});
afterAll(() => server.close());

describe('allows', () => {
  it('answers a contact and a tech with their own shape, without stray fields', async () => {
    const contact = await server.get('/notes/7', 'contact');
    expect(contact.json()).toEqual({ id: 7, title: 'Printer', version: 3 });
    const tech = await server.get('/notes/7', 'tech');
    expect(tech.json()).toEqual({ id: 7, title: 'Printer', version: 3, secret: 'internal' });
  });
});
