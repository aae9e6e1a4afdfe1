import DOMPurify from 'dompurify';

const OWN = 'data-own-style';

/**
 * A mail as a document for a frame without rights. Frames made here inherit the page's content policy, which refuses the style
 * attributes every mail is made of; they become rules of one style element that carries the page's nonce. Pictures from other
 * places stay away by the same policy, so that looking at a mail tells nobody.
 */
export function frameOf(html: string, nonce: string | undefined): string {
  const rules: string[] = [];
  // Set aside before anything parses it: even a document nobody sees reports each style the policy refuses.
  const bare = html
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<style[^>]*>([\s\S]*?)<\/style>/gi, (_all, css: string) => {
      rules.push(css);
      return '';
    })
    .replaceAll(/<[a-z][^>]*>/gi, (tag) => tag.replaceAll(/\sstyle=/gi, ` ${OWN}=`));
  const clean = DOMPurify.sanitize(bare, { WHOLE_DOCUMENT: true, FORBID_TAGS: ['form', 'input', 'button', 'iframe', 'object', 'embed'] });
  const page = new DOMParser().parseFromString(clean, 'text/html');
  for (const [index, element] of [...page.querySelectorAll(`[${OWN}]`)].entries()) {
    element.classList.add(`own-${index}`);
    rules.push(`.own-${index}{${element.getAttribute(OWN)}}`);
    element.removeAttribute(OWN);
  }
  // Written as text: a style element made here would be judged by the page's policy before it carries the nonce.
  const css = rules.join('\n').replaceAll('</', '');
  const style = `<style${nonce ? ` nonce="${nonce}"` : ''}>${css}</style>`;
  return page.documentElement.outerHTML.replace('</head>', () => `${style}</head>`);
}
