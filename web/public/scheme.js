// Runs before the first paint, so that a chosen theme never flashes. A file of its own because the policy allows no inline script.
(() => {
  try {
    const scheme = localStorage.getItem('portico.scheme');
    if (scheme === 'light' || scheme === 'dark') document.documentElement.dataset.theme = scheme;
  } catch {
    // Storage is blocked: the system decides.
  }
})();
