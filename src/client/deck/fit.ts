/** Finds the size of a slide's letters: as large as its room allows, and never too small to read. */

const size_px_min = 18;
const size_px_max = 38;

/** What does not fit in the smallest letters can be scrolled, also by keyboard. */
export function fit(slide: HTMLElement): void {
  const { clientWidth, clientHeight } = slide;
  if (clientWidth === 0 || clientHeight === 0) return;
  const set = (size_px: number): void => slide.style.setProperty("--slide-size", `${size_px}px`);
  // They scroll on their own, so the slide does not tell that they are cut off. A diagram's source is only for listeners.
  const boxes = [slide, ...slide.querySelectorAll("pre:not(.visually-hidden), table")];
  const fits = (): boolean =>
    slide.scrollHeight <= clientHeight && boxes.every((box) => box.scrollWidth <= box.clientWidth);
  const largest_px = Math.max(size_px_min, Math.min(size_px_max, Math.round(clientWidth / 34)));
  let low = size_px_min;
  let high = largest_px;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    set(middle);
    if (fits()) low = middle;
    else high = middle - 1;
  }
  set(low);
  if (slide.scrollHeight > clientHeight) slide.tabIndex = 0;
  else slide.removeAttribute("tabindex");
}
