import { crc32, deflateSync } from 'node:zlib';

export interface DemoFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: () => Uint8Array;
}

const text = (lines: readonly string[]) => new TextEncoder().encode(`${lines.join('\n')}\n`);
const two = (n: number) => String(n).padStart(2, '0');

type Colour = readonly [red: number, green: number, blue: number];
/** Left, top, width, height, colour; later ones lie on top. */
type Box = readonly [x: number, y: number, w: number, h: number, colour: Colour];

/** A PNG made of boxes: enough for something that looks like a window or a label as a thumbnail. */
export function drawPng(width: number, height: number, ground: Colour, boxes: readonly Box[]): Uint8Array {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const box = boxes.findLast(([left, top, w, h]) => x >= left && x < left + w && y >= top && y < top + h);
      rows.set(box ? box[4] : ground, y * (1 + width * 3) + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, pngChunk('IHDR', header), pngChunk('IDAT', deflateSync(rows)), pngChunk('IEND', Buffer.alloc(0))]);
}

function pngChunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  chunk.set(body, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

/** A PDF 1.4 of one page per list of lines; an empty list is a blank page. Latin letters only. */
export function writePdf(pages: readonly (readonly string[])[]): Uint8Array {
  const objects: string[] = [];
  const add = (body: string) => objects.push(body);
  const kids = pages.map((_, i) => `${4 + i * 2} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  for (const [i, lines] of pages.entries()) {
    const shown = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
    const content = `BT /F1 11 Tf 14 TL 56 780 Td\n${shown}\nET`;
    add(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + i * 2} 0 R >>`);
    add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  }
  let out = '%PDF-1.4\n';
  const offsets = objects.map((body, i) => {
    const offset = out.length;
    out += `${i + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const xref = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  out += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(out, 'latin1');
}

const WHITE: Colour = [255, 255, 255];
const GREY: Colour = [226, 226, 222];
const INK: Colour = [64, 64, 60];
const RED: Colour = [179, 38, 30];
const BLUE: Colour = [47, 95, 196];

const errorDialog: readonly Box[] = [
  [60, 50, 360, 170, WHITE],
  [60, 50, 360, 28, BLUE],
  [84, 104, 40, 40, RED],
  [101, 112, 6, 16, WHITE],
  [101, 132, 6, 6, WHITE],
  ...[104, 120, 136].map((y, i): Box => [144, y, [240, 200, 130][i] as number, 7, INK]),
  [320, 180, 76, 24, GREY],
];
/** A label whose last bars are cut off by its edge. */
const label: readonly Box[] = [
  [30, 20, 300, 180, WHITE],
  ...Array.from({ length: 46 }, (_, i): Box => [52 + i * 6, 70, (i * 7) % 3 === 0 ? 4 : 2, 80, INK]),
  [52, 36, 120, 8, INK],
  [52, 50, 80, 6, INK],
  [52, 166, 250, 8, INK],
];

function vpnLog(): string[] {
  return [8, 28, 48].flatMap((minute) => [
    `07:${two(minute)}:04 INFO  child sa established, rekey in 1200 s`,
    `07:${two((minute + 20) % 60)}:03 INFO  rekey started`,
    `07:${two((minute + 20) % 60)}:04 WARN  rekey failed: no proposal chosen, peer proposes modp1024`,
    `07:${two((minute + 20) % 60)}:04 ERROR tunnel closed by gateway`,
  ]);
}
function signInLog(): string[] {
  const refused = Array.from(
    { length: 24 },
    (_, i) => `04:${two(i % 17)}:${two((i * 13) % 60)} POP3 surveyors@ 198.51.100.${20 + (i % 9)} REFUSED wrong password`,
  );
  return [...refused.sort(), '04:17:38 POP3 surveyors@ 198.51.100.27 ACCEPTED', '04:18:18 POP3 surveyors@ 198.51.100.27 QUIT'];
}
function profiles(): string[] {
  const names = [
    'Tomás Rivera',
    'ليلى حداد',
    'Nguyễn Thị Minh',
    'Ute Behrens',
    'Malik Azizi',
    'Greta Sommerfeld',
    'Pascal Dupont',
    'Helga Ahrens',
    'Can Öztürk',
    'Swantje Behn',
    'Ole Petersen',
  ];
  return ['profile;name;department', ...names.map((name, i) => `BER\\u${1042 + i * 3};${name};Mandantenverwaltung`)];
}
function monitoring(): string[] {
  return ['day,used_gb,free_gb', ...Array.from({ length: 14 }, (_, i) => `${i + 1},${812 + i * 11},${188 - i * 11}`)];
}

const files: Readonly<Record<string, DemoFile>> = {
  'error-dialog': { name: 'Fehlermeldung.png', type: 'image/png', bytes: () => drawPng(480, 270, GREY, errorDialog) },
  'label-photo': { name: 'label-gate-2.png', type: 'image/png', bytes: () => drawPng(330, 220, [120, 110, 96], label) },
  'blank-scan': { name: 'Scan_second_floor.pdf', type: 'application/pdf', bytes: () => writePdf([[], [], []]) },
  'profiles-csv': { name: 'Profile.csv', type: 'text/csv', bytes: () => text(profiles()) },
  'vpn-log': { name: 'vpn-diagnostics.log', type: 'text/plain', bytes: () => text(vpnLog()) },
  'sign-in-log': { name: 'surveyors-sign-ins.log', type: 'text/plain', bytes: () => text(signInLog()) },
  'monitoring-csv': { name: 'disk-usage.csv', type: 'text/csv', bytes: () => text(monitoring()) },
  'price-import': {
    name: 'price-import.csv',
    type: 'text/csv',
    bytes: () =>
      text([
        'sku;name;wholesale',
        'YIR-1000;Yirgacheffe 1 kg;',
        'HUE-1000;Huehuetenango 1 kg;',
        'ENU-1000;Enugu blend 1 kg;',
        'DEC-0500;Decaf 500 g;9,40',
      ]),
  },
  'app-log': {
    name: 'journal.0417.txt',
    type: 'text/plain',
    bytes: () =>
      text([
        '10:14:02 session started',
        '10:14:31 open document',
        '10:14:48 graphics: device lost, hr=0x887A0005',
        '10:14:48 module nvwgf2umx, unhandled',
        '10:14:48 session ended unexpectedly',
      ]),
  },
};
export const demoFileKeys: readonly string[] = Object.keys(files);

/** A file that a ticket or step names; the bytes are made when asked for and are the same every time. */
export function demoFile(key: string): DemoFile {
  const file = files[key];
  if (!file) throw new Error(`No demo file is called ${key}.`);
  return file;
}
