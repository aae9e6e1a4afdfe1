import type { Exception } from './exceptions.ts';
import type { Complaint } from './lockfile.ts';

/** Advisories of production packages; `asked: false` when the registry could not be asked, with the reason. */
export type Advisories =
  | { readonly asked: true; readonly complaints: readonly Complaint[]; readonly lesser: number }
  | { readonly asked: false; readonly why: string };

interface AuditReport {
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
  readonly metadata?: { readonly vulnerabilities?: Readonly<Record<string, number>> };
  readonly statusCode?: number;
  readonly error?: { readonly code?: string };
}
interface Vulnerability {
  readonly severity: string;
  /** Advisories of the package itself; a string names another package it is vulnerable through. */
  readonly via: readonly (string | { readonly title?: string; readonly url?: string; readonly severity?: string })[];
}

/** Reads what `npm audit --json` printed. An answer that is no report is no all-clear. */
export function readAudit(printed: string, exceptions: readonly Exception[], today: string): Advisories {
  let report: AuditReport;
  try {
    report = JSON.parse(printed) as AuditReport;
  } catch {
    return { asked: false, why: 'npm did not answer with a report' };
  }
  if (!report.vulnerabilities || !report.metadata?.vulnerabilities) {
    return { asked: false, why: report.statusCode ? `the registry answered ${report.statusCode}` : (report.error?.code ?? 'no report') };
  }
  const accepted = new Set(exceptions.filter(({ allows, until }) => allows === 'advisory' && until >= today).map(({ of }) => of));
  const all = Object.entries(report.vulnerabilities).flatMap(([name, { via }]) =>
    via.flatMap((one) =>
      typeof one === 'string' ? [] : [{ name, severity: one.severity ?? 'high', title: one.title ?? '', id: idOf(one.url) }],
    ),
  );
  const grave = all.filter(({ severity }) => severity === 'high' || severity === 'critical');
  const complaints = grave
    .filter(({ id }) => !accepted.has(id))
    .map(({ name, severity, title, id }): Complaint => ({ package: name, about: 'advisory', detail: `${severity}: ${title} (${id})` }));
  return { asked: true, complaints, lesser: all.length - grave.length };
}

const idOf = (url: string | undefined): string => /GHSA-[\w-]+/.exec(url ?? '')?.[0] ?? url ?? 'no id';
