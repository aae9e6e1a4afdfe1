import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { applyBrand } from '../theme/apply-theme.ts';
import '../theme/index.css';
import { boot } from './boot.ts';
import { startI18n } from './i18n.ts';

/** Every page starts the same way: brand, words, then the first paint. */
export async function startPage(areas: readonly string[], page: () => ReactNode): Promise<void> {
  applyBrand(boot().brandColor);
  await startI18n(['ui', ...areas]);
  const root = document.getElementById('root');
  if (root) createRoot(root).render(<StrictMode>{page()}</StrictMode>);
}
