/**
 * Has a link to the same page in another language lead to where the reader is: to the slide, the heading, the recording
 * that stands in the page's own address. That changes without an event (a deck goes on by `replaceState`), so it is looked
 * at when the link is wanted: by keyboard, finger or mouse, also to be opened elsewhere or copied.
 */
export function keepPlace(link: HTMLAnchorElement): void {
  const look = (): void => {
    link.search = location.search;
    link.hash = location.hash;
  };
  for (const wanted of ["pointerdown", "click"]) link.addEventListener(wanted, look);
}
