import { Readable } from 'node:stream';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import * as sample from '../../../test/file-samples.ts';
import { makePicture, makeThumbnails, readPictureFacts } from './pictures.ts';

const facts = (bytes: Buffer) => sharp(bytes).metadata();
const colourOf = async (bytes: Buffer) => [...(await sharp(bytes).resize(1, 1).removeAlpha().raw().toBuffer())];

describe('allows', () => {
  it('three WebP sizes, never enlarged', async () => {
    const [large, middle, small] = (await makeThumbnails(await sample.png(2400, 1200), [96, 480, 1600]))!;
    expect([large!.width, large!.height, middle!.width, middle!.height, small!.width, small!.height]).toEqual([
      1600, 800, 480, 240, 96, 48,
    ]);
    expect((await facts(large!.bytes)).format).toBe('webp');
    const tiny = (await makeThumbnails(await sample.png(1, 1), [1600, 96]))!;
    expect(tiny.map((p) => [p.width, p.height])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    const strip = (await makeThumbnails(await sample.png(20_000, 1), [96]))!;
    expect(strip[0]).toMatchObject({ width: 96, height: 1 });
  });

  it('turns pictures upright and removes camera and place', async () => {
    const [made] = (await makeThumbnails(await sample.sidewaysJpeg(), [480]))!;
    expect(made).toMatchObject({ width: 40, height: 60 });
    const meta = await facts(made!.bytes);
    expect([meta.exif, meta.xmp, meta.icc, meta.orientation]).toEqual([undefined, undefined, undefined, undefined]);
    expect(made!.bytes.includes('SecretCam')).toBe(false);
  });

  it('CMYK, and the first frame of an animation', async () => {
    const [print] = (await makeThumbnails(await sample.cmykJpeg(), [96]))!;
    expect(await facts(print!.bytes)).toMatchObject({ space: 'srgb', channels: 3 });
    const [still] = (await makeThumbnails(await sample.animatedGif(), [96]))!;
    expect((await facts(still!.bytes)).pages ?? 1).toBe(1);
    const [red, , blue] = await colourOf(still!.bytes);
    expect(red).toBeGreaterThan(200);
    expect(blue).toBeLessThan(60);
  });
});

describe('refuses', () => {
  it('bombs, before decoding them', async () => {
    const bomb = sample.bombPng(20_000, 20_000);
    expect(bomb.length).toBeLessThan(100_000);
    expect(await readPictureFacts(bomb)).toEqual({ format: 'png', width: 20_000, height: 20_000 });
    const before = process.memoryUsage().rss;
    expect(await makeThumbnails(bomb, [96])).toBeNull();
    expect(await makeThumbnails(sample.liarPng(), [96])).toBeNull();
    // Decoded it is 1.2 GB; what other tests of this process do meanwhile stays far below.
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
  });

  it('SVG, text, PDF and damaged pictures', async () => {
    expect(await readPictureFacts(sample.svg)).toBeNull();
    expect(await makeThumbnails(sample.pdf, [96])).toBeNull();
    const whole = await sharp({
      create: { width: 400, height: 400, channels: 3, background: '#123', noise: { type: 'gaussian', mean: 99, sigma: 50 } },
    })
      .jpeg()
      .toBuffer();
    expect(await makeThumbnails(whole.subarray(0, whole.length / 3), [96])).toBeNull();
  });
});

describe('a picture of a person', () => {
  const from = (bytes: Buffer) => Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]);

  it('becomes squares of 256, 128 and 64', async () => {
    for (const original of [
      await sample.png(300, 100),
      await sample.sidewaysJpeg(),
      await sample.animatedGif(),
      await sample.picture(10, 10).webp().toBuffer(),
    ]) {
      const { sizes } = await makePicture(from(original), { announcedBytes: original.length });
      expect(
        await Promise.all(
          sizes.map(async (s) => [s.edge, (await facts(s.bytes)).width, (await facts(s.bytes)).height, (await facts(s.bytes)).format]),
        ),
      ).toEqual([256, 128, 64].map((edge) => [edge, edge, edge, 'webp']));
      expect(sizes[0]!.bytes.includes('SecretCam')).toBe(false);
    }
  });

  it('is refused with the reason', async () => {
    const big = Readable.from([Buffer.alloc(1_500_000), Buffer.alloc(1_500_000)]);
    await expect(makePicture(big)).rejects.toMatchObject({
      status: 413,
      code: 'picture.tooLarge',
      message: expect.stringContaining('larger than 2 MB'),
    });
    await expect(makePicture(from(sample.pdf), { announcedBytes: 3_250_585 })).rejects.toMatchObject({
      message: expect.stringContaining('3.1 MB, the limit is 2 MB'),
    });
    await expect(makePicture(from(sample.pdf))).rejects.toMatchObject({
      status: 422,
      code: 'picture.notAnImage',
      message: expect.stringContaining('application/pdf'),
    });
    await expect(makePicture(from(sample.svg))).rejects.toMatchObject({ code: 'picture.notAnImage' });
    await expect(makePicture(from(sample.gifScript))).rejects.toMatchObject({ code: 'picture.notAnImage' });
    await expect(makePicture(from(sample.bombPng(20_000, 20_000)))).rejects.toMatchObject({ code: 'picture.tooManyPixels' });
    await expect(makePicture(Readable.from([]))).rejects.toMatchObject({ code: 'file.empty' });
    await expect(makePicture(from(await sample.png(9, 9)), { announcedBytes: 9999 })).rejects.toMatchObject({ code: 'file.truncated' });
  });
});
