const KEY = 'portico.renewed';

/**
 * A newer build took away a piece that this open page still wanted to load. The page starts anew, once; what was being typed lies
 * in the drafts. A second failure at the same place is shown instead, or a broken server would keep it going round.
 */
export function renewWhenOutdated(): void {
  addEventListener('vite:preloadError', (event) => {
    if (sessionStorage.getItem(KEY) === location.href) return;
    sessionStorage.setItem(KEY, location.href);
    event.preventDefault();
    location.reload();
  });
  setTimeout(() => sessionStorage.removeItem(KEY), 30_000);
}
