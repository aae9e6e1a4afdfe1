import type { FileStorage } from './storage.ts';

/**
 * A workspace that changed from the folder to a bucket: new files go to the bucket, older ones are found where they were until
 * somebody copies them over.
 */
export const withOlderFiles = (bucket: FileStorage, folder: FileStorage): FileStorage => ({
  ...bucket,
  get: async (key, range) => (await bucket.get(key, range)) ?? folder.get(key, range),
  stat: async (key) => (await bucket.stat(key)) ?? folder.stat(key),
  withPath: async (key, use) => ((await folder.stat(key)) ? folder.withPath(key, use) : bucket.withPath(key, use)),
  async delete(key) {
    await folder.delete(key);
    await bucket.delete(key);
  },
  places: [...folder.places, ...bucket.places],
  async setOwner(owner) {
    for (const place of [folder, bucket]) await place.setOwner(owner);
  },
  async *list() {
    yield* folder.list();
    yield* bucket.list();
  },
});
