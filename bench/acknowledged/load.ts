import { randomBytes } from 'node:crypto';
import { type Api, pause } from './api.ts';
import type { Cast } from './cast.ts';
import type { Journal } from './journal.ts';
import { bytesOf, type Expectation, type ExpectedFile, isForLater, sha256, type Told, type WriteRequest, writesOf } from './writes.ts';

export interface LoadOptions {
  readonly api: Api;
  readonly cast: Cast;
  readonly journal: Journal;
  readonly run: string;
  /** No new request is begun after this; what is unanswered is repeated until it is answered. */
  readonly stop: AbortSignal;
  /** How long an unanswered request is repeated; then it stays open, as it does when `abandon` says so. */
  readonly abandon?: AbortSignal;
  readonly patienceMs?: number;
  /** One request in so many is sent a second time although it was acknowledged. */
  readonly repeatOneIn?: number;
}

/** Sends a write until it is acknowledged or refused, with one key. @returns the id it named; undefined when it was not acknowledged. */
async function perform(
  options: LoadOptions,
  write: { readonly key: string; readonly request: WriteRequest },
): Promise<number | null | undefined> {
  const { api, journal, patienceMs = 60_000 } = options;
  const { key, request } = write;
  for (let waited = 0; waited < patienceMs && !options.abandon?.aborted; ) {
    let wait = 50;
    try {
      const { status, body, headers } = await api.write(request, key);
      const id = typeof body?.id === 'number' ? body.id : null;
      const code = typeof body?.code === 'string' ? body.code : null;
      // A bulk change that refuses its only ticket did nothing.
      const refused = status < 300 && body?.refused?.length > 0;
      await journal.write({ t: 'answer', key, status: refused ? 409 : status, id, code: refused ? body.refused[0].code : code });
      if (status < 300) return refused ? undefined : id;
      if (!isForLater(status, code)) return undefined;
      wait = Math.min(1_000, 1_000 * Number(headers.get('retry-after') ?? 0.1));
    } catch (error) {
      const { message, cause } = error as Error & { cause?: { code?: string } };
      await journal.write({ t: 'lost', key, reason: cause?.code ?? message });
    }
    waited += wait;
    await pause(wait);
  }
  return undefined;
}

/** Sends again what a journal shows as unanswered. */
export async function repeatUnanswered(options: LoadOptions): Promise<number> {
  const open = writesOf(options.journal.lines()).filter((write) => write.outcome === 'open');
  for (const write of open) await perform(options, write);
  return open.length;
}

interface Desk {
  readonly id: number;
  readonly owner: number;
  readonly assignee: number | null;
}

/** One client: writes tickets of its own and comments on those that all share, one request after another. */
class Client {
  readonly #options: LoadOptions;
  readonly #contact: number;
  readonly #tech: number;
  #count = 0;
  readonly #name: string;

  constructor(options: LoadOptions, index: number) {
    this.#options = options;
    this.#contact = options.cast.contacts[index] as number;
    this.#tech = options.cast.techs[index] as number;
    // Unguessable, so that a second run in the same workspace has other keys.
    this.#name = `${options.run}-${index}-${randomBytes(3).toString('hex')}`;
  }

  get #over(): boolean {
    return this.#options.stop.aborted;
  }

  async #write(
    make: (key: string) => { readonly request: WriteRequest; readonly expect: Expectation },
  ): Promise<number | null | undefined> {
    if (this.#over) return undefined;
    const key = `${this.#name}-${++this.#count}`;
    const { request, expect } = make(key);
    await this.#options.journal.write({ t: 'sent', key, request, expect });
    const id = await perform(this.#options, { key, request });
    if (id !== undefined && Math.random() * (this.#options.repeatOneIn ?? 8) < 1) await perform(this.#options, { key, request });
    await pause(Math.random() * 20);
    return id;
  }

  async #ticket(byTech: boolean): Promise<Desk | null> {
    const [owner, assignee] = [this.#contact, byTech ? this.#options.cast.assignee : null];
    const id = await this.#write((key) => ({
      request: {
        path: '/tickets',
        actAs: byTech ? `tech:${this.#tech}` : `contact:${owner}`,
        body: {
          title: `${key} .`,
          descriptionHtml: `<p>${key} is what happened.</p>`,
          ...(byTech ? { contactId: owner, assigneeId: assignee } : {}),
        },
      },
      expect: { kind: 'ticket', told: byTech ? told([owner, true], [assignee, true]) : told([owner, true]) },
    }));
    return typeof id === 'number' ? { id, owner, assignee } : null;
  }

  async #comment(
    desk: Desk,
    by: 'contact' | 'tech',
    visibility: 'public' | 'internal' = 'public',
    files: (ExpectedFile & { id: number })[] = [],
  ) {
    const bodyOf = (key: string) => ({
      bodyHtml: `<p>${key} .</p>`,
      ...(files.length > 0 ? { fileIds: files.map((file) => file.id) } : {}),
    });
    const tellings =
      by === 'contact'
        ? told([desk.owner === this.#contact ? null : desk.owner, true], [desk.assignee, true])
        : visibility === 'internal'
          ? told([desk.assignee, false])
          : told([desk.owner, true], [desk.assignee, false]);
    await this.#write((key) => ({
      request: {
        path: `/tickets/${desk.id}/comments`,
        actAs: by === 'contact' ? `contact:${this.#contact}` : `tech:${this.#tech}`,
        body: { ...bodyOf(key), ...(by === 'tech' ? { visibility } : {}) },
      },
      expect: {
        kind: 'comment',
        ticketId: desk.id,
        visibility,
        files: files.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
        told: tellings,
      },
    }));
  }

  async #upload(): Promise<(ExpectedFile & { id: number }) | null> {
    const size = 200 + Math.floor(Math.random() * 30_000);
    let file: ExpectedFile | null = null;
    const id = await this.#write((key) => {
      file = { name: `${key}.bin`, size, sha256: sha256(bytesOf({ seed: key, size })) };
      return {
        request: { path: `/files?name=${key}.bin`, actAs: `contact:${this.#contact}`, upload: { seed: key, size } },
        expect: { kind: 'upload', file },
      };
    });
    return typeof id === 'number' && file ? { ...(file as ExpectedFile), id } : null;
  }

  async #attach(desk: Desk): Promise<void> {
    const file = await this.#upload();
    if (file) await this.#comment(desk, 'contact', 'public', [file]);
  }

  async #switch(desk: Desk, to: number): Promise<void> {
    await this.#write(() => ({
      request: { path: '/tickets/bulk', actAs: `tech:${this.#tech}`, body: { ids: [desk.id], patch: { statusId: to } } },
      expect: { kind: 'status', ticketId: desk.id, to, told: told([desk.owner, true]) },
    }));
  }

  async #turn(desk: Desk, to: 'closed' | 'reopened', by: 'contact' | 'tech'): Promise<void> {
    await this.#write(() => ({
      request: {
        path: `/tickets/${desk.id}/${to === 'closed' ? 'close' : 'reopen'}`,
        actAs: by === 'contact' ? `contact:${this.#contact}` : `tech:${this.#tech}`,
        body: {},
      },
      expect: { kind: 'status', ticketId: desk.id, to, told: by === 'contact' ? told([desk.assignee, false]) : told([desk.owner, true]) },
    }));
  }

  /** A ticket that all clients comment on at the same time. */
  openShared = (): Promise<Desk | null> => this.#ticket(true);

  async work(shared: Desk | null): Promise<void> {
    for (let round = 0; !this.#over; round++) {
      const desk = await this.#ticket(round % 2 === 0);
      if (!desk) continue;
      const [one, other] = this.#options.cast.statuses;
      await this.#comment(desk, 'tech');
      await this.#attach(desk);
      await this.#switch(desk, one);
      if (shared) await this.#comment(shared, 'tech');
      await this.#comment(desk, 'tech', 'internal');
      await this.#switch(desk, other);
      await this.#turn(desk, 'closed', round % 3 === 0 ? 'contact' : 'tech');
      await this.#turn(desk, 'reopened', round % 3 === 1 ? 'contact' : 'tech');
      if (shared) await this.#comment(shared, 'tech', 'internal');
      await this.#comment(desk, 'contact');
    }
  }
}

const told = (...people: (readonly [number | null, boolean])[]): Told[] =>
  people.flatMap(([account, mail]) => (account === null ? [] : [{ account, mail }]));

/** Runs one client per contact of the cast until `stop`, and returns when every request was answered or given up. */
export async function runLoad(options: LoadOptions): Promise<void> {
  const clients = options.cast.contacts.map((_, index) => new Client(options, index));
  const shared = (await clients[0]?.openShared()) ?? null;
  await Promise.all(clients.map((client) => client.work(shared)));
}
