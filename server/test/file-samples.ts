import { crc32, deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';

// Files made in code for tests: what people send, and what somebody with bad intentions sends.

/** A one-page PDF that viewers open. */
export const pdf = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
4 0 obj<</Length 44>>stream
BT /F1 36 Tf 40 100 Td (Hello Portico) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
`);
export const pdfWithHtml = Buffer.concat([pdf, Buffer.from('<html><script>alert(1)</script></html>')]);
export const htmlWithPdf = Buffer.concat([Buffer.from('<html><script>alert(1)</script>'), pdf]);

/** A GIF header that is also the start of a script: `GIF89a/*…*​/=1;alert(1)`. */
export const gifScript = Buffer.concat([Buffer.from('GIF89a/*'), Buffer.alloc(20), Buffer.from('*/=1;alert(document.domain)//')]);
export const html = Buffer.from('<!doctype html><title>x</title><script>alert(1)</script>');
export const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script></svg>');
export const svgWithProlog = Buffer.concat([Buffer.from('<?xml version="1.0"?>\n<!-- a comment -->\n'), svg]);
export const zipWithHtml = Buffer.concat([Buffer.from('504b0304140000000000', 'hex'), Buffer.alloc(20), html]);
export const windowsProgram = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200, 1)]);

export const wav = Buffer.concat([
  Buffer.from('RIFF'),
  u32(36 + 800),
  Buffer.from('WAVEfmt '),
  u32(16),
  Buffer.from('01000100401f0000401f000001000800', 'hex'),
  Buffer.from('data'),
  u32(800),
  Buffer.alloc(800, 128),
]);
export const mp4 = Buffer.concat([
  Buffer.from('00000018667479706d703432000000006d70343269736f6d', 'hex'),
  Buffer.from('0000000866726565', 'hex'),
  Buffer.alloc(5000, 7),
]);
export const heic = Buffer.concat([
  Buffer.from('0000001866747970686569630000000068656963', 'hex'),
  Buffer.from('6d696631', 'hex'),
  Buffer.alloc(500),
]);

export const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 80, b: 40 } }, limitInputPixels: false });
export const png = (width: number, height: number) => picture(width, height).png().toBuffer();
export const cmykJpeg = () => picture(60, 40).toColourspace('cmyk').jpeg().toBuffer();
/** Stored lying on its side, with a camera and a place in its metadata. */
export const sidewaysJpeg = () =>
  picture(60, 40)
    .jpeg()
    .withExif({ IFD0: { Make: 'SecretCam' }, IFD3: { GPSLatitude: '48/1 8/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer();
/** Red, then blue. */
export async function animatedGif(): Promise<Buffer> {
  const frames = await Promise.all(
    ['#f00', '#00f'].map((background) =>
      sharp({ create: { width: 20, height: 20, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  return sharp(frames, { join: { animated: true } })
    .gif({ delay: [100, 100] })
    .toBuffer();
}

/** A PNG of a few kilobytes that unpacks to `width` × `height` black points. */
export function bombPng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8); // one bit per point, grey
  const rows = deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 });
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    pngChunk('IHDR', head),
    pngChunk('IDAT', rows),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}
/** Says it is 60,000 × 60,000 and holds nothing. */
export const liarPng = () => {
  const bomb = bombPng(8, 8);
  const lie = Buffer.from(bomb);
  lie.writeUInt32BE(60_000, 16);
  lie.writeUInt32BE(60_000, 20);
  lie.writeUInt32BE(crc32(lie.subarray(12, 29)), 29);
  return lie;
};
export const gzipBomb = () => gzipSync(Buffer.alloc(20_000_000));

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
