import type { Api } from './api.ts';
import type { Finding } from './findings.ts';
import { sha256, type Write } from './writes.ts';

/**
 * The same questions to the running server, as its users ask them: is every acknowledged comment in the timeline, and are the bytes of
 * every attached file those that were sent?
 */
export async function auditThroughApi(api: Api, writes: readonly Write[], as: { readonly tech: number }): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const comments = writes.filter((write) => write.expect.kind === 'comment' && write.outcome === 'acknowledged');
  const actAs = `tech:${as.tech}`;
  const tickets = new Set(comments.map((write) => (write.expect.kind === 'comment' ? write.expect.ticketId : 0)));
  for (const id of tickets) {
    const shown = await commentIdsOf(api, id, actAs);
    for (const { key, expect, ids } of comments) {
      if (expect.kind !== 'comment' || expect.ticketId !== id) continue;
      const count = shown.filter((one) => one === ids[0]).length;
      if (count !== 1)
        findings.push({ code: count === 0 ? 'write.lost' : 'write.doubled', key, detail: `the API shows the comment ${count} times` });
    }
    findings.push(...(await damagedFiles(api, id, actAs, comments)));
  }
  return findings;
}

async function commentIdsOf(api: Api, ticketId: number, actAs: string): Promise<readonly number[]> {
  const ids: number[] = [];
  for (let before: number | null = null; ; ) {
    const path: string = `/tickets/${ticketId}/timeline?limit=100${before === null ? '' : `&before=${before}`}`;
    const { body } = await api.get(path, actAs);
    for (const item of (body.items ?? []) as { comment: { id: number } | null }[]) if (item.comment) ids.push(item.comment.id);
    before = (body.before ?? null) as number | null;
    if (before === null) return ids;
  }
}

async function damagedFiles(api: Api, ticketId: number, actAs: string, comments: readonly Write[]): Promise<readonly Finding[]> {
  const wanted = comments.flatMap(({ key, expect }) =>
    expect.kind === 'comment' && expect.ticketId === ticketId ? expect.files.map((file) => ({ key, ...file })) : [],
  );
  if (wanted.length === 0) return [];
  const { body } = await api.get(`/tickets/${ticketId}/attachments`, actAs);
  const shown = body.items as { name: string; links: { download: string } }[];
  const findings: Finding[] = [];
  for (const file of wanted) {
    const found = shown.filter((one) => one.name === file.name);
    if (found.length !== 1) {
      findings.push({
        code: found.length === 0 ? 'attachment.lost' : 'attachment.doubled',
        key: file.key,
        detail: `${file.name} is shown ${found.length} times`,
      });
      continue;
    }
    const { status, bytes } = await api.bytes(found[0]?.links.download ?? '', actAs);
    if (status !== 200 || sha256(bytes) !== file.sha256)
      findings.push({ code: 'file.damaged', key: file.key, detail: `${file.name} was answered with ${status} and other bytes` });
  }
  return findings;
}
