import { createTheme, DirectionProvider, MantineProvider } from '@mantine/core';
import '@mantine/core/styles/UnstyledButton.layer.css';
import '@mantine/core/styles/Paper.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/Menu.layer.css';
import '@mantine/core/styles/Overlay.layer.css';
import '@mantine/core/styles/ModalBase.layer.css';
import '@mantine/core/styles/Modal.layer.css';
import '../theme/mantine.css';
import type { ReactNode } from 'react';
import { cspNonce } from '../lib/boot.ts';
import { ConfirmHost } from './ConfirmDialog.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { Toasts } from './Toasts.tsx';

const theme = createTheme({
  focusRing: 'never',
  respectReducedMotion: true,
});

/** Once around a portal: the component library with our theme, the live region, toasts and confirm questions. */
export function UiProvider({ children }: { children: ReactNode }): ReactNode {
  const nonce = cspNonce();
  // Read by the scroll lock, which inserts one style element.
  if (nonce) Object.assign(globalThis, { __webpack_nonce__: nonce });
  return (
    <DirectionProvider initialDirection={document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'} detectDirection>
      <MantineProvider
        theme={theme}
        forceColorScheme="light"
        withCssVariables={false}
        withGlobalClasses={false}
        withStaticClasses={false}
        {...(nonce ? { getStyleNonce: () => nonce } : {})}
      >
        {children}
        <Toasts />
        <ConfirmHost />
        <LiveRegion />
      </MantineProvider>
    </DirectionProvider>
  );
}
