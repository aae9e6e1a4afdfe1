import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as sample from '../../../test/file-samples.ts';
import { type Someone, type World, world } from '../../../test/world.ts';

// Every way a picture of a person comes in, and everything that is sent in its place.

let w: World;
let contact: Someone;
let tech: Someone;
let admin: Someone;
let master: Someone;
beforeAll(async () => {
  w = await world();
  [contact, tech] = [await w.contact(), await w.tech()];
  [admin, master] = [await w.tech({ role: 'admin' }), await w.tech({ role: 'master-admin' })];
}, 60_000);
afterAll(() => w?.close());

const send = async (who: Someone, path: string, bytes: Buffer, type = 'application/octet-stream') => {
  const answer = await w.app.inject({
    method: 'PUT',
    url: `/api/v1${path}`,
    headers: { cookie: who.cookie, 'sec-fetch-site': 'same-origin', 'content-type': type },
    payload: bytes,
  });
  return { status: answer.statusCode, body: answer.json() };
};
const shown = async (who: Someone, link: string): Promise<Buffer> => {
  const answer = await w.app.inject({ method: 'GET', url: link, headers: { cookie: who.cookie } });
  expect(answer).toMatchObject({ statusCode: 200, headers: { 'content-type': 'image/webp', 'x-content-type-options': 'nosniff' } });
  return answer.rawPayload;
};
const made = async (bytes: Buffer) => shown(tech, (await send(tech, '/me/picture', bytes)).body.picture);
const colourAt = async (bytes: Buffer, left: number, top: number) => [
  ...(await sharp(bytes).extract({ left, top, width: 1, height: 1 }).removeAlpha().raw().toBuffer()),
];
const halves = (left: string, right: string) =>
  sharp({ create: { width: 120, height: 120, channels: 3, background: right } }).composite([
    { input: { create: { width: 60, height: 120, channels: 3, background: left } }, left: 0, top: 0 },
  ]);
const noise = (format: 'jpeg' | 'png' | 'gif' | 'webp') =>
  sharp({ create: { width: 200, height: 200, channels: 3, background: '#123', noise: { type: 'gaussian', mean: 128, sigma: 60 } } })
    .toFormat(format)
    .toBuffer();

describe('allows', { timeout: 60_000 }, () => {
  it('all four places, and tells every open screen that shows the face', async () => {
    const png = await sample.png(300, 200);
    const places = [
      { by: contact, path: '/me/picture', whose: contact, room: `people:company-${contact.companyId}` },
      { by: admin, path: `/accounts/${contact.id}/picture`, whose: contact, room: `people:company-${contact.companyId}` },
      { by: master, path: `/accounts/${tech.id}/picture`, whose: tech, room: 'people:staff' },
      { by: tech, path: '/me/picture', whose: tech, room: 'people:staff' },
    ];
    for (const { by, path, whose, room } of places) {
      const before = w.hints.length;
      const answer = await send(by, path, png);
      expect(answer.status, path).toBe(200);
      expect(await sharp(await shown(by, answer.body.picture)).metadata()).toMatchObject({ format: 'webp', width: 128, height: 128 });
      expect(w.hints.slice(before)).toEqual([
        {
          rooms: expect.arrayContaining(['staff:all', `account:${whose.id}`, room]),
          hint: expect.objectContaining({ kind: 'account', id: whose.id }),
        },
      ]);
    }
    expect((await tech.call('GET', `/contacts/${contact.id}`)).body.picture).toContain('/p128/');
  });

  it('a photo that lies on its side, stood upright, without its camera and place', async () => {
    const lying = await halves('#f00', '#00f')
      .jpeg()
      .withExif({ IFD0: { Make: 'SecretCam' }, IFD3: { GPSLatitude: '48/1 8/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect(lying.includes('SecretCam')).toBe(true);
    const bytes = await made(lying);
    const [top, bottom] = [await colourAt(bytes, 64, 10), await colourAt(bytes, 64, 117)];
    expect([top[0]! > 200, top[2]! < 60, bottom[0]! < 60, bottom[2]! > 200]).toEqual([true, true, true, true]);
    const { exif, xmp, iptc, icc, orientation } = await sharp(bytes).metadata();
    expect([exif, xmp, iptc, icc, orientation]).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(bytes.includes('SecretCam')).toBe(false);
  });

  it('an animation as its first frame, CMYK in screen colours, and one single point', async () => {
    const still = await made(await sample.animatedGif());
    expect((await sharp(still).metadata()).pages ?? 1).toBe(1);
    expect((await colourAt(still, 64, 64))[0]).toBeGreaterThan(200);
    const print = await made(await sample.cmykJpeg());
    expect(await sharp(print).metadata()).toMatchObject({ space: 'srgb', channels: 3 });
    expect((await colourAt(print, 64, 64))[0]).toBeGreaterThan(150);
    expect(await sharp(await made(await sample.png(1, 1))).metadata()).toMatchObject({ width: 128, height: 128 });
  });
});

describe('refuses', { timeout: 60_000 }, () => {
  const refused = async (bytes: Buffer, type?: string) => {
    const before = (await contact.call('GET', '/me')).body;
    const answer = await send(contact, '/me/picture', bytes, type);
    const { picture, version } = (await contact.call('GET', '/me')).body;
    expect([version, picture === null]).toEqual([before.version, before.picture === null]);
    return answer;
  };

  it('more than 2 MB, and says how much it was', async () => {
    const answer = await refused(Buffer.alloc(3_250_585, 7));
    expect(answer).toMatchObject({
      status: 413,
      body: { code: 'picture.tooLarge', detail: expect.stringContaining('3.1 MB, the limit is 2 MB') },
    });
    const padded = Buffer.concat([await sample.png(20, 20), Buffer.alloc(2 * 1024 * 1024)]);
    expect((await refused(padded)).body.code).toBe('picture.tooLarge');
  });

  it('20,000 × 20,000 points and pictures that lie about their size, before they are decoded', async () => {
    const bomb = sample.bombPng(20_000, 20_000);
    const before = process.memoryUsage().rss;
    const began = performance.now();
    expect(await refused(bomb, 'image/png')).toMatchObject({
      status: 422,
      body: { code: 'picture.tooManyPixels', detail: expect.stringContaining('20000 × 20000') },
    });
    expect((await refused(sample.liarPng())).status).toBe(422);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  });

  it.each([
    ['an SVG with a script', sample.svg],
    ['an SVG behind a prolog', sample.svgWithProlog],
    ['a web page', sample.html],
    ['a GIF that is a script', sample.gifScript],
    ['a PDF', sample.pdf],
    ['a program', sample.windowsProgram],
    ['a film', sample.mp4],
    ['a photo format browsers do not know', sample.heic],
    ['a few letters', Buffer.from('hello')],
  ])('%s, whatever it is called', async (_what, bytes) => {
    for (const type of ['image/png', 'image/jpeg']) {
      const answer = await refused(bytes, type);
      expect([answer.status, answer.body.code]).toEqual([422, 'picture.notAnImage']);
    }
  });

  it.each(['jpeg', 'png', 'gif', 'webp'] as const)('a %s that ends in the middle', async (format) => {
    const whole = await noise(format);
    expect((await refused(whole.subarray(0, Math.floor(whole.length / 3)))).body).toMatchObject({
      code: 'picture.notAnImage',
      detail: expect.stringContaining('damaged'),
    });
  });

  it('nothing at all', async () => {
    expect((await refused(Buffer.alloc(0))).status).toBeGreaterThanOrEqual(400);
  });

  it('whoever may not: contacts for others, techs for others, administrators for techs', async () => {
    const png = await sample.png(20, 20);
    const stranger = await w.contact({ companyId: (await w.company()).id });
    expect((await send(contact, `/accounts/${stranger.id}/picture`, png)).status).toBe(404);
    expect((await send(tech, `/accounts/${contact.id}/picture`, png)).status).toBe(403);
    expect((await send(admin, `/accounts/${tech.id}/picture`, png)).status).toBe(403);
  });
});
