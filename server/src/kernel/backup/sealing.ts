import { createCipheriv, createDecipheriv, createHmac, randomBytes, scrypt } from 'node:crypto';
import { Transform } from 'node:stream';
import type { Encryption } from './format.ts';

// An encrypted body is pieces of 256 KB, each sealed with AES-256-GCM under a key of this file alone (scrypt over a fresh salt). The
// nonce of a piece is its number and whether it is the last; its additional data are the first two lines of the file. So no piece can
// be changed, moved, left out, added or taken from another file, none can be missing at the end, and the header is the one it was
// written with. Nothing is handed on before its piece is proved.

const PIECE = 256 * 1024;
const TAG = 16;
const CIPHER = 'aes-256-gcm';

/** What a body was sealed with: the key, and the bytes it is bound to. */
export interface Seal {
  readonly key: Buffer;
  readonly head: Buffer;
}

/** A key that no other file has. */
export async function newKey(passphrase: string): Promise<{ readonly encryption: Encryption; readonly key: Buffer }> {
  const salt = randomBytes(16);
  const key = await keyOf(passphrase, salt);
  return { encryption: { cipher: 'aes-256-gcm-pieces', salt: salt.toString('hex'), check: checkOf(key) }, key };
}

/** Null when the passphrase is another. */
export async function keyFor({ salt, check }: Encryption, passphrase: string): Promise<Buffer | null> {
  const key = await keyOf(passphrase, Buffer.from(salt, 'hex'));
  return checkOf(key) === check ? key : null;
}

const keyOf = (passphrase: string, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) =>
    scrypt(passphrase, salt, 32, { N: 2 ** 16, r: 8, p: 1, maxmem: 2 ** 28 }, (error, key) => (error ? reject(error) : resolve(key))),
  );
const checkOf = (key: Buffer): string => createHmac('sha256', key).update('portico backup').digest('hex').slice(0, 32);

function nonceOf(number: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce.writeUInt8(last ? 1 : 0, 11);
  return nonce;
}

/** Cuts a stream into pieces. One is given only when something follows it: which is the last is known at the end. */
class Cutter {
  readonly #size: number;
  #kept: Buffer[] = [];
  #length = 0;

  constructor(size: number) {
    this.#size = size;
  }

  *add(chunk: Buffer): Generator<Buffer> {
    this.#kept.push(chunk);
    this.#length += chunk.length;
    if (this.#length <= this.#size) return;
    let rest = Buffer.concat(this.#kept);
    for (; rest.length > this.#size; rest = rest.subarray(this.#size)) yield rest.subarray(0, this.#size);
    this.#kept = [rest];
    this.#length = rest.length;
  }

  last = (): Buffer => Buffer.concat(this.#kept);
}

export function sealing({ key, head }: Seal): Transform {
  const cutter = new Cutter(PIECE);
  let number = 0;
  const seal = (piece: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv(CIPHER, key, nonceOf(number++, last), { authTagLength: TAG }).setAAD(head);
    return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (const piece of cutter.add(chunk)) this.push(seal(piece, false));
      done();
    },
    flush(done) {
      done(null, seal(cutter.last(), true));
    },
  });
}

/** @throws Error at the first piece that is not the one that was written there. */
export class Opening {
  readonly #seal: Seal;
  readonly #cutter = new Cutter(PIECE + TAG);
  #number = 0;

  constructor(seal: Seal) {
    this.#seal = seal;
  }

  *add(chunk: Buffer): Generator<Buffer> {
    for (const piece of this.#cutter.add(chunk)) yield this.#open(piece, false);
  }

  last = (): Buffer => this.#open(this.#cutter.last(), true);

  #open(piece: Buffer, last: boolean): Buffer {
    const { key, head } = this.#seal;
    if (piece.length < TAG) throw new Error('a piece is missing');
    const decipher = createDecipheriv(CIPHER, key, nonceOf(this.#number++, last), { authTagLength: TAG }).setAAD(head);
    decipher.setAuthTag(piece.subarray(-TAG));
    return Buffer.concat([decipher.update(piece.subarray(0, -TAG)), decipher.final()]);
  }
}

/** @param refuse what is thrown in place of the cipher's own words. */
export function opening(seal: Seal, refuse: () => Error): Transform {
  const opened = new Opening(seal);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        for (const piece of opened.add(chunk)) this.push(piece);
        done();
      } catch {
        done(refuse());
      }
    },
    flush(done) {
      try {
        done(null, opened.last());
      } catch {
        done(refuse());
      }
    },
  });
}
