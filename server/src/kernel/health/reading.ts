const WITHIN_MS = 4_000;

/** What `read` answers, or null when it fails or takes too long: whoever asks how things are must get an answer when they are bad. */
export async function readable<T>(read: () => Promise<T>, withinMs: number = WITHIN_MS): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), withinMs);
  });
  try {
    return await Promise.race([read(), late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** Asks again only after `ms`: several gauges share one query, and Prometheus may ask as often as it likes. */
export function remembered<T>(read: () => Promise<T>, ms: number, now: () => number): () => Promise<T> {
  let last: { readonly at: number; readonly value: Promise<T> } | null = null;
  return () => {
    const at = now();
    if (!last || at - last.at >= ms || at < last.at) {
      const value = read();
      last = { at, value };
      value.catch(() => {
        last = null;
      });
    }
    return last.value;
  };
}
