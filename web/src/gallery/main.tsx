import { setClock } from '../lib/clock.ts';
import { startPage } from '../lib/start.tsx';
import { UiProvider } from '../ui/UiProvider.tsx';
import { Gallery } from './Gallery.tsx';

// Development only: `?theme=dark`, `?density=roomy`, `?dir=rtl`. The clock stands still, so that pictures can be compared.
const options = new URLSearchParams(location.search);
const root = document.documentElement;
if (options.get('theme')) root.dataset['theme'] = options.get('theme') ?? '';
root.dataset['density'] = options.get('density') ?? 'dense';
setClock('2026-11-20T09:42:00.000Z');

void startPage([], () => (
  <UiProvider>
    <Gallery />
  </UiProvider>
)).then(() => {
  if (options.get('dir')) root.dir = options.get('dir') ?? 'ltr';
});
