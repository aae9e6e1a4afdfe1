import { Fragment, type ReactNode } from 'react';
import { splitByWords } from './split-by-words.ts';

/** The searched words, marked where they occur. */
export function Highlight({ text, query }: { text: string; query: string }): ReactNode {
  return (
    <bdi>
      {splitByWords(text, query).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text keep their order
        <Fragment key={index}>{part.hit ? <mark>{part.text}</mark> : part.text}</Fragment>
      ))}
    </bdi>
  );
}
