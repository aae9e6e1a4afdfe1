import { describe, expect, it } from 'vitest';
import { contentDisposition, safeFileName } from './names.ts';

describe('safeFileName', () => {
  it.each([
    ['offer.pdf', 'offer.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\Desktop\\scan.png', 'scan.png'],
    ['Übersicht Müller 2026.xlsx', 'Übersicht Müller 2026.xlsx'],
    ['写真 📷.jpg', '写真 📷.jpg'],
    ['family 👨‍👩‍👧.png', 'family 👨‍👩‍👧.png'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['a\u0000b\r\nc\u0007.txt', 'abc.txt'],
    ['x<y>:"|?*.txt', 'x_y______.txt'],
    ['  many   spaces .txt', 'many spaces .txt'],
    ['trailing. . .', 'trailing'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['.env', '.env'],
    ['..', 'file'],
    ['', 'file'],
    ['\u200b\u200b', 'file'],
    [null, 'file'],
    ['tag.resources', 'tag.resources'],
    ['broken \ud800 pair.txt', 'broken \ufffd pair.txt'],
  ])('%j becomes %j', (raw, safe) => expect(safeFileName(raw)).toBe(safe));

  it('cuts long names and keeps the ending', () => {
    const cut = safeFileName(`${'ü'.repeat(400)}.docx`);
    expect([...cut]).toHaveLength(120);
    expect(cut.endsWith('….docx')).toBe(true);
    expect(Buffer.byteLength(safeFileName('📷'.repeat(300)))).toBeLessThan(500);
  });

  it('gives the same name when asked twice', () => {
    for (const name of ['a/b/c.txt', `${'x'.repeat(300)}.tar.gz`, 'CON.txt', '... ...'])
      expect(safeFileName(safeFileName(name))).toBe(safeFileName(name));
  });
});

describe('contentDisposition', () => {
  it('gives an ASCII and a true name, and lets nothing out of the quotes', () => {
    expect(contentDisposition('attachment', 'Übersicht "neu"; x=1.pdf')).toBe(
      `attachment; filename="Ubersicht _neu_; x=1.pdf"; filename*=UTF-8''%C3%9Cbersicht%20%22neu%22%3B%20x%3D1.pdf`,
    );
    expect(contentDisposition('inline', "it's (1)*.png")).toContain("filename*=UTF-8''it%27s%20%281%29%2A.png");
  });
});
