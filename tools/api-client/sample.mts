/** What a customer's program looks like against the generated types. It is compiled, not run. */
import createClient from 'openapi-fetch';
import type { paths } from './.cache/portico.ts';

const api = createClient<paths>({ baseUrl: 'http://localhost:3000', headers: { authorization: 'Bearer KEY' } });

export async function newestOpenTickets(): Promise<string[]> {
  const { data, error } = await api.GET('/api/v1/tickets', { params: { query: { limit: 25, sort: '-updatedAt' } } });
  if (error) throw new Error(`${error.code}: ${error.detail}`);
  return data.items.map((ticket) => `#${ticket.number} ${ticket.title}`);
}

export async function readTicket(id: number): Promise<string> {
  const { data, error } = await api.GET('/api/v1/tickets/{id}', { params: { path: { id } } });
  if (error) throw new Error(`${error.code}: ${error.detail}`);
  return data.title;
}
