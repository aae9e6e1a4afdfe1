import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { sessionFor } from './sign-in.ts';

export interface Person {
  readonly id: number;
  readonly name: string;
  readonly email: string;
}
export interface OwnTicket {
  readonly id: number;
  readonly number: number;
  readonly title: string;
}

/** Calls the API with a session; a refusal is an error with the whole answer. */
export async function callApi<T>(
  cookie: string,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const url = inject('demoUrl');
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { cookie, origin: url, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

const asAdmin = <T>(method: 'GET' | 'POST' | 'PATCH' | 'PUT', path: string, body?: unknown): Promise<T> =>
  callApi<T>(inject('adminCookie'), method, path, body);

/** An address nobody else uses, so that journeys neither share mails nor the limits that hold per address. */
const address = (name: string): string =>
  `${name
    .normalize('NFD')
    .replace(/[^a-z]+/gi, '.')
    .replace(/\.$/, '')
    .toLowerCase()}.${randomBytes(3).toString('hex')}@marlow-architects.example`;

export async function companyNamed(name: string): Promise<number> {
  const { items } = await asAdmin<{ items: { id: number; name: string }[] }>('GET', `/companies?q=${encodeURIComponent(name)}`);
  const [found] = items;
  if (!found) throw new Error(`The demo has no company ${name}.`);
  return found.id;
}

/** A new contact of Marlow Architects who nobody wrote to yet. */
export async function newContact(name: string, facts: Record<string, unknown> = {}): Promise<Person> {
  const companyId = await companyNamed('Marlow');
  return asAdmin<Person>('POST', '/contacts', { name, email: address(name), companyId, locale: 'en', ...facts });
}

/** A new tech without restrictions. */
export async function newTech(name: string, facts: Record<string, unknown> = {}): Promise<Person> {
  return asAdmin<Person>('POST', '/techs', {
    name,
    email: address(name),
    role: 'advanced',
    locale: 'en',
    timeZone: 'Europe/Berlin',
    ...facts,
  });
}

export const sessionOf = (person: Person, portal: 'portal' | 'tech' | 'admin'): Promise<string> =>
  sessionFor(inject('demoUrl'), person.email, portal);

export const newTicket = (cookie: string, body: { title: string } & Record<string, unknown>): Promise<OwnTicket> =>
  callApi<OwnTicket>(cookie, 'POST', '/tickets', body);
