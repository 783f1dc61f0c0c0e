/** Finds the size of a slide's letters: as large as its room allows, and never too small to read. */

const size_px_min = 18;
const size_px_max = 44;

/** A command stays on its line where that costs less of the size than this. */
const share_for_lines = 0.8;

/** What does not fit in the smallest letters can be scrolled, also by keyboard. */
export function fit(slide: HTMLElement): void {
  const { clientWidth, clientHeight } = slide;
  if (clientWidth === 0 || clientHeight === 0) return;
  const set = (size_px: number): void => slide.style.setProperty("--slide-size", `${size_px}px`);
  // They scroll on their own, so the slide does not tell that they are cut off. A diagram's source is only for listeners.
  const boxes = [slide, ...slide.querySelectorAll("pre:not(.visually-hidden), table")];
  const fits = (size_px: number): boolean => {
    set(size_px);
    return slide.scrollHeight <= clientHeight && boxes.every((box) => box.scrollWidth <= box.clientWidth);
  };
  const largest_px = Math.max(size_px_min, Math.min(size_px_max, Math.round(clientWidth / 30)));
  const size_px = largestThat(fits, largest_px) ?? size_px_min;
  const inLines_px = largestInLines(slide, fits, size_px) ?? 0;
  set(inLines_px >= share_for_lines * size_px ? inLines_px : size_px);
  if (slide.scrollHeight > clientHeight) slide.tabIndex = 0;
  else slide.removeAttribute("tabindex");
}

/** While `data-fitting` is there, commands do not wrap. */
function largestInLines(
  slide: HTMLElement,
  fits: (size_px: number) => boolean,
  largest_px: number,
): number | undefined {
  if (slide.querySelector("pre[data-step]") === null) return largest_px;
  slide.dataset.fitting = "";
  const size_px = largestThat(fits, largest_px);
  delete slide.dataset.fitting;
  return size_px;
}

function largestThat(fits: (size_px: number) => boolean, largest_px: number): number | undefined {
  let low = size_px_min - 1;
  let high = largest_px;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low < size_px_min ? undefined : low;
}
