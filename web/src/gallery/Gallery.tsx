import type { ReactNode } from 'react';
import { KeyHelp } from '../ui/KeyHelp.tsx';
import { SkipLink } from '../ui/LiveRegion.tsx';
import { ControlShowcase } from './ControlShowcase.tsx';
import { FieldShowcase } from './FieldShowcase.tsx';
import s from './Gallery.module.css';
import { ListShowcase } from './ListShowcase.tsx';
import { StateShowcase } from './StateShowcase.tsx';
import { TalkShowcase } from './TalkShowcase.tsx';

/** Every piece of `src/ui` on one page, with the words and names that break layouts. */
export function Gallery(): ReactNode {
  return (
    <>
      <SkipLink>Skip to content</SkipLink>
      <main id="main" className={s['gallery']}>
        <h1>Gallery</h1>
        <ControlShowcase />
        <FieldShowcase />
        <ListShowcase />
        <TalkShowcase />
        <StateShowcase />
      </main>
      <KeyHelp />
    </>
  );
}
