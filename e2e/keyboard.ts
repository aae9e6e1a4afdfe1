import type { Locator, Page } from 'playwright-core';

const focused = (target: Locator): Promise<boolean> =>
  target.evaluateAll((found) => found.some((element) => element === document.activeElement));

/** Presses Tab until `target` has the focus, as somebody without a mouse would. */
export async function tabTo(page: Page, target: Locator, most = 60): Promise<void> {
  await target.first().waitFor();
  for (let pressed = 0; pressed < most; pressed++) {
    if (await focused(target)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${target} was not reached with ${most} presses of Tab; the focus is on ${await whereFocusIs(page)}.`);
}

export async function untilFocused(target: Locator): Promise<void> {
  await target.first().waitFor();
  for (const deadline = performance.now() + 10_000; performance.now() < deadline; ) if (await focused(target)) return;
  throw new Error(`${target} did not get the focus; it is on ${await whereFocusIs(target.page())}.`);
}

/** Presses Escape in an editor that was just emptied, once it no longer asks for the focus so that no letter falls beside it. */
export async function leaveText(editor: Locator): Promise<void> {
  const page = editor.page();
  for (let steady = 0; steady < 12; steady = (await focused(editor)) ? steady + 1 : 0) await page.evaluate(nextFrames);
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.activeElement === document.body);
}
const nextFrames = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

const whereFocusIs = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 160) ?? 'nothing');

/**
 * Whether a sighted person sees where the focus is: an outline on the element, or a ring on the frame it lies in. The frame
 * counts only when the ring is not there without the focus.
 */
export async function isFocusVisible(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const drawn = (element: Element): string => {
      const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(element);
      return `${outlineStyle === 'none' ? '' : outlineWidth} ${boxShadow} ${borderColor}`;
    };
    const active = document.activeElement as HTMLElement;
    const chain: Element[] = [];
    for (let element: Element | null = active; element && chain.length < 6; element = element.parentElement) chain.push(element);
    const before = chain.map(drawn);
    active.blur();
    const after = chain.map(drawn);
    active.focus({ preventScroll: true, focusVisible: true } as FocusOptions);
    return before.some((look, index) => look !== after[index]);
  });
}
