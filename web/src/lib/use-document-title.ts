import { useEffect } from 'react';
import { boot } from './boot.ts';

/** "48213 Printer offline · Kestrel & Vane"; a count in front when something waits. */
export function useDocumentTitle(title: string, waiting = 0): void {
  useEffect(() => {
    document.title = `${waiting > 0 ? `(${waiting}) ` : ''}${title ? `${title} · ` : ''}${boot().brandName}`;
  }, [title, waiting]);
}
