import { createTransport } from 'nodemailer';

const WITHIN_MS = 5_000;

export type Probe = { readonly ok: true; readonly detail: string } | { readonly ok: false; readonly detail: string };

/** Does this product answer at the address that people open? */
export async function probePublicUrl(publicUrl: string): Promise<Probe> {
  try {
    const answer = await fetch(`${publicUrl}/api/health`, { signal: AbortSignal.timeout(WITHIN_MS), redirect: 'manual' });
    const body = (await answer.json().catch(() => null)) as { status?: string; reason?: string } | null;
    if (body?.status === 'ok') return { ok: true, detail: `Portico answers at ${publicUrl}.` };
    const what = body?.reason ?? `status ${answer.status}, and not as Portico does`;
    return { ok: false, detail: `${publicUrl} answers, but not ready: ${what}.`.replace('..', '.') };
  } catch (error) {
    return { ok: false, detail: `${publicUrl} does not answer (${causeOf(error)}).` };
  }
}

/** Connects to the mail server and signs in, sends nothing. */
export async function probeMailServer(smtpUrl: string): Promise<Probe> {
  const limits = { connectionTimeout: WITHIN_MS, greetingTimeout: WITHIN_MS, socketTimeout: WITHIN_MS };
  const transport = createTransport({ url: smtpUrl, ...limits } as Parameters<typeof createTransport>[0]);
  try {
    await transport.verify();
    return { ok: true, detail: 'The mail server takes our sign-in.' };
  } catch (error) {
    return { ok: false, detail: `The mail server does not take us: ${causeOf(error)}.` };
  } finally {
    transport.close();
  }
}

function causeOf(error: unknown): string {
  const { cause, code, message, name } = error as Error & { code?: string };
  if (name === 'TimeoutError') return `no answer within ${WITHIN_MS / 1000} seconds`;
  const inner = cause as { code?: string; message?: string } | undefined;
  return inner?.code ?? inner?.message ?? code ?? message;
}
