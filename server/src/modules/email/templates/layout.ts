import { escapeHtml } from '../../../kernel/text/rich-text.ts';
import { textsFor } from '../texts/index.ts';
import type { Block, Letter, MailContent } from './blocks.ts';
import { buttonColours } from './colours.ts';

export interface Parts {
  readonly subject: string;
  /** Shown beside the subject in lists of mails. */
  readonly preview: string;
  readonly blocks: readonly Block[];
  readonly footer: readonly Block[];
}

const DARK = `
@media (prefers-color-scheme: dark) {
  .page { background: #131312 !important; }
  .card { background: #1B1B19 !important; border-left-color: #2C2B28 !important; border-right-color: #2C2B28 !important; border-bottom-color: #2C2B28 !important; }
  .ink, .ink a { color: #EDECE8 !important; }
  .muted, .muted a { color: #9C9A92 !important; }
  .sunken { background: #0F0F0E !important; }
  .quote { border-color: #2C2B28 !important; }
}
@media (max-width: 480px) { .card { padding: 20px !important; } }`;

/** Puts the blocks into the one frame all mails share: readable on a phone, in the dark, and in programs that drop style sheets. */
export function layout(letter: Letter, { subject, preview, blocks, footer }: Parts): MailContent {
  const { name, brandColor, phone } = letter.workspace;
  const t = textsFor(letter.locale);
  const foot = [...footer.map((block) => block.text), [name, phone ? t('layout.phone', { phone }) : ''].filter(Boolean).join(' · ')];
  const html = `<!doctype html>
<html lang="${letter.locale}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>:root { color-scheme: light dark; }${DARK}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#FBFBFA;">
<div style="display:none;max-height:0;overflow:hidden;opacity:0;">${escapeHtml(preview)}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 12px;">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;text-align:start;">
<tr><td class="ink" dir="auto" style="padding:0 4px 12px;font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;font-weight:600;color:#1B1B18;">${escapeHtml(name)}</td></tr>
<tr><td class="card" style="padding:28px 32px;background:#FFFFFF;border:1px solid #E6E5E1;border-top:4px solid ${buttonColours(brandColor).fill};border-radius:10px;">
${blocks.map((block) => block.html).join('\n')}
</td></tr>
<tr><td style="padding:16px 4px;">${foot.map((words) => `<p class="muted" dir="auto" style="margin:0 0 4px;font-family:Inter,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:13px;line-height:20px;color:#6B6A64;">${escapeHtml(words)}</p>`).join('')}</td></tr>
</table>
</td></tr></table>
</body>
</html>`;
  // "-- " begins a signature, which mail programs leave out of quoted answers.
  const text = `${blocks.map((block) => block.text).join('\n\n')}\n\n-- \n${foot.join('\n')}\n`;
  return { subject, html, text };
}
