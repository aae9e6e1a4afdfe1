import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as sample from '../../../test/file-samples.ts';
import { deliveryHeaders } from './headers.ts';
import { judgeFile } from './judge.ts';
import { hasActiveEnding } from './text.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portico-judge-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function judge(content: Buffer | string) {
  const path = join(folder, 'sample');
  await writeFile(path, content);
  return judgeFile(path, Buffer.byteLength(content));
}

describe('allows', () => {
  it('pictures, with their size as seen', async () => {
    expect(await judge(await sample.png(30, 20))).toMatchObject({ kind: 'image', mediaType: 'image/png', width: 30, height: 20 });
    expect(await judge(await sample.sidewaysJpeg())).toMatchObject({ kind: 'image', mediaType: 'image/jpeg', width: 40, height: 60 });
    expect(await judge(await sample.animatedGif())).toMatchObject({ kind: 'image', mediaType: 'image/gif', width: 20, height: 20 });
    expect(await judge(await sample.picture(9, 9).webp().toBuffer())).toMatchObject({ kind: 'image', mediaType: 'image/webp' });
    expect(await judge(await sample.picture(64, 64).avif().toBuffer())).toMatchObject({ kind: 'image', mediaType: 'image/avif' });
    expect(await judge(await sample.picture(9, 9).tiff().toBuffer())).toMatchObject({ kind: 'image', mediaType: 'image/tiff' });
    expect(await judge(await sample.png(1, 1))).toMatchObject({ kind: 'image', width: 1, height: 1 });
  });

  it('PDF, video and audio', async () => {
    expect(await judge(sample.pdf)).toMatchObject({ kind: 'pdf', mediaType: 'application/pdf' });
    expect(await judge(sample.mp4)).toMatchObject({ kind: 'video', mediaType: 'video/mp4' });
    expect(await judge(sample.wav)).toMatchObject({ kind: 'audio', mediaType: 'audio/wav' });
  });

  it('text in the encodings people still send, down to one byte', async () => {
    expect(await judge('x')).toMatchObject({ kind: 'text', mediaType: 'text/plain', encoding: 'utf-8', active: false });
    expect(await judge('Grüße 👋\nzweite Zeile')).toMatchObject({ kind: 'text', encoding: 'utf-8' });
    expect(await judge(Buffer.from('Datum;Gr\xf6\xdfe;K\xe4ufer\n1;2;3', 'latin1'))).toMatchObject({
      kind: 'text',
      encoding: 'windows-1252',
    });
    expect(await judge(Buffer.from('\ufeffhello', 'utf16le'))).toMatchObject({ kind: 'text', encoding: 'utf-16le' });
    expect(await judge('\u001b[31mred log line\u001b[0m')).toMatchObject({ kind: 'text' });
    expect(await judge('import os\nprint("hello")\nif a < b: pass')).toMatchObject({ kind: 'text', active: false });
    expect(await judge(`${'ä'.repeat(200_000)}`)).toMatchObject({ kind: 'text', encoding: 'utf-8' });
  });
});

describe('refuses to take for harmless', () => {
  it('markup that a browser runs or renders', async () => {
    expect(await judge(sample.html)).toMatchObject({ kind: 'text', mediaType: 'text/html', active: true });
    expect(await judge(sample.svg)).toMatchObject({ kind: 'text', mediaType: 'image/svg+xml', active: true });
    expect(await judge(sample.svgWithProlog)).toMatchObject({ kind: 'text', mediaType: 'image/svg+xml', active: true });
    expect(await judge('<?xml version="1.0"?><rss></rss>')).toMatchObject({ kind: 'text', active: true });
    expect(await judge('a note\n<SCRIPT>alert(1)</SCRIPT>')).toMatchObject({ active: true });
    expect(await judge(Buffer.from(`\ufeff${sample.html}`, 'utf16le'))).toMatchObject({ active: true });
  });

  it('polyglots', async () => {
    expect((await judge(sample.gifScript)).kind).toBe('other');
    expect((await judge(sample.htmlWithPdf)).active).toBe(true);
    expect((await judge(sample.zipWithHtml)).kind).toBe('other');
    expect((await judge(sample.pdfWithHtml)).kind).toBe('pdf'); // sent as PDF only, in a sandbox, never sniffed
    const comment = Buffer.concat([await sample.png(4, 4), sample.html]);
    expect((await judge(comment)).kind).toBe('image'); // only its re-encoded versions are shown
  });

  it('binary data, programs, HEIC, archives and lies', async () => {
    expect((await judge(sample.windowsProgram)).kind).toBe('other');
    expect(await judge(sample.heic)).toMatchObject({ kind: 'other', mediaType: 'image/heic' });
    expect((await judge(sample.gzipBomb())).kind).toBe('other');
    expect((await judge(Buffer.from([0, 1, 2, 3, 250]))).kind).toBe('other');
    expect((await judge(Buffer.from('ffd8ffe000104a4649460001', 'hex'))).kind).toBe('other'); // only the first bytes of a JPEG
    expect((await judge('plain\u0000text')).kind).toBe('other');
  });

  it('names that programs run, whatever is inside', () => {
    for (const name of ['a.html', 'a.SVG', 'a.js', 'a.mjs', 'x.tar.xml', 'run.hta']) expect(hasActiveEnding(name)).toBe(true);
    for (const name of ['a.txt', 'js', 'report.csv', 'app.log', 'script.py']) expect(hasActiveEnding(name)).toBe(false);
  });
});

describe('headers', () => {
  it('downloads are always opaque attachments', () => {
    for (const kind of ['image', 'pdf', 'video', 'audio', 'text', 'other'] as const) {
      const headers = deliveryHeaders({ form: 'attachment', kind, mediaType: 'text/html', name: 'a.html' });
      expect(headers['content-type']).toBe('application/octet-stream');
      expect(headers['content-disposition']).toMatch(/^attachment/);
      expect(headers['content-security-policy']).toMatch(/^sandbox;/);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it('whatever is inline is sandboxed without script; players keep their origin to fetch again', () => {
    const policyOf = (kind: 'pdf' | 'video' | 'audio' | 'text') =>
      deliveryHeaders({ form: 'inline', kind, mediaType: 'x/y', name: 'a' })['content-security-policy'];
    expect(policyOf('pdf')).toBe("sandbox; default-src 'none'; frame-ancestors 'self'");
    expect(policyOf('text')).toBe("sandbox; default-src 'none'; frame-ancestors 'self'");
    expect(policyOf('video')).toBe("sandbox allow-same-origin; default-src 'none'; media-src 'self'; frame-ancestors 'self'");
    expect(policyOf('audio')).not.toContain('allow-scripts');
  });

  it('an original picture or an unknown file is never inline', () => {
    for (const kind of ['image', 'other'] as const) {
      expect(deliveryHeaders({ form: 'inline', kind, mediaType: 'image/svg+xml', name: 'a' })).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': expect.stringMatching(/^attachment/),
      });
    }
    expect(deliveryHeaders({ form: 'inline', kind: 'text', mediaType: 'text/html', name: 'a' })['content-type']).toBe(
      'text/plain; charset=utf-8',
    );
  });
});
