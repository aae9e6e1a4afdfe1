import type { Probe } from '../../kernel/health/probes.ts';
import type { ProcessFacts } from '../../kernel/health/process-facts.ts';
import type { Stalls } from '../../kernel/health/stalls.ts';
import type { Said } from './system.rules.ts';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** Does the address people are told lead here. `probe` is null for a demo, which is meant for this machine. */
export function addressCheck(publicUrl: string, probe: Probe | null): Said {
  const url = new URL(publicUrl);
  const values = { address: publicUrl };
  if (probe === null) return { state: 'ok', detail: `The demo answers at ${publicUrl}, on this machine only.`, values, advice: null };
  if (LOOPBACK.test(url.hostname)) {
    return {
      state: 'warning',
      reason: 'local',
      detail: `Portico is set to ${publicUrl}, which only this machine can open.`,
      values,
      advice: 'Links in mails lead nowhere for everybody else. Set PUBLIC_URL to the address people open, and restart.',
    };
  }
  if (!probe.ok) {
    return {
      state: 'warning',
      reason: 'away',
      detail: `The server cannot reach itself by its public address. ${probe.detail}`,
      values,
      advice:
        'Open the address from another machine. If it opens there, only this server cannot reach itself by that name, and nothing is broken. If not, correct PUBLIC_URL or the proxy in front of Portico.',
    };
  }
  if (url.protocol === 'http:') {
    return {
      state: 'warning',
      reason: 'plain',
      detail: `Portico answers at ${publicUrl}, without https.`,
      values,
      advice:
        'Anybody on the way can read along, sign-in codes too. Put a proxy with TLS in front and set PUBLIC_URL to its https address.',
    };
  }
  return { state: 'ok', detail: `Portico answers at ${publicUrl}.`, values, advice: null };
}

const RECENT_MS = 10 * 60_000;

/** `now` and the stalls are on the monotonic clock. */
export function responsivenessCheck(stalls: Stalls | null, now: number): Said {
  const longest = Math.round((stalls?.longest ?? 0) * 10) / 10;
  const values = { stalls: stalls?.count ?? 0, longestSeconds: longest };
  if (stalls?.lastAt == null || now - stalls.lastAt > RECENT_MS)
    return { state: 'ok', detail: 'The server reacts at once.', values, advice: null };
  return {
    state: 'warning',
    reason: 'stalled',
    detail: `The server stood still within the last ten minutes; the longest time was ${longest} seconds.`,
    values,
    advice:
      'While it does, everybody waits. Look at the load and free memory of the machine first; if both are fine, the log lines around "the process stood still" name the request or job that computes too much.',
  };
}

const percent = (part: number, whole: number): number => Math.round((part / whole) * 100);

export function memoryCheck({ residentBytes, limitBytes, node }: ProcessFacts): Said {
  const used = percent(residentBytes, limitBytes);
  const values = {
    usedMegabytes: Math.round(residentBytes / 1_000_000),
    totalMegabytes: Math.round(limitBytes / 1_000_000),
    node,
  };
  if (used < 80) return { state: 'ok', detail: 'There is enough memory.', values, advice: null };
  return {
    state: used < 92 ? 'warning' : 'bad',
    reason: 'short',
    detail: `Portico uses ${used} % of the memory it may have.`,
    values,
    advice:
      'When it is used up, the system ends the process; it comes back, but everybody waits. Give the machine or the container more memory, or restart at a quiet moment and watch whether it grows again.',
  };
}

export function handlesCheck({ handles }: ProcessFacts): Said {
  if (handles === null || !Number.isFinite(handles.limit))
    return { state: 'ok', detail: 'Files and connections are not limited here.', values: {}, advice: null };
  const { open, limit } = handles;
  const used = percent(open, limit);
  if (used < 75) return { state: 'ok', detail: 'There is room for more files and connections.', values: { open, limit }, advice: null };
  return {
    state: used < 92 ? 'warning' : 'bad',
    reason: 'short',
    detail: `${open} of ${limit} files and connections are in use.`,
    values: { open, limit },
    advice: 'At the limit nobody new gets in. Raise it (LimitNOFILE in the systemd unit, ulimit -n elsewhere) and restart.',
  };
}
