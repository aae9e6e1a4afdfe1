import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyBrand } from '../theme/apply-theme.ts';
import '../theme/index.css';
import { judgeAddress, placeBelow } from './address.ts';
import { boot } from './boot.ts';
import { startI18n } from './i18n.ts';

/** Every page starts the same way: brand, words, then the first paint. */
export async function startPage(areas: readonly string[], page: () => ReactNode): Promise<void> {
  const { publicUrl, subPath } = boot();
  const place = placeBelow(location.pathname, subPath);
  if (place !== null) return location.replace(place + location.search + location.hash);
  applyBrand(boot().brandColor);
  await startI18n(['ui', ...areas]);
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<StrictMode>{page()}</StrictMode>);
  const stray = judgeAddress(location.origin, publicUrl, subPath);
  if (stray) void import('./AddressNotice.tsx').then(({ showAddressNotice }) => showAddressNotice(stray));
}
