/** Notes which sections of an article were read: those whose end was in view for a moment. */
import { type Reading, readings, saveReading } from "./readings.ts";

/** Who scrolls past reads nothing. */
const dwell_ms = 1_000;

interface Section {
  id: string;
  title: string;
  /** The last that belongs to it. */
  end: Element;
}

/**
 * Sections go from heading to heading; what is folded is extra, and counts for nothing.
 * @param changed is called with each new state
 */
export function followReading(article: HTMLElement, changed: (reading: Reading) => void): void {
  const { article: id = "", title = "" } = article.dataset;
  const sections = sectionsOf(article);
  const note = (end: Element): void => {
    const read = new Set(readings().get(id)?.read);
    for (const section of sections) if (section.end === end) read.add(section.id);
    const at = sections.findLastIndex((section) => section.end === end);
    const next = [...sections.slice(at + 1), ...sections.slice(0, at)].find((section) => !read.has(section.id));
    const reading: Reading = {
      title,
      of: sections.length,
      read: sections.map((section) => section.id).filter((one) => read.has(one)),
      ...(next && { next: { id: next.id, title: next.title } }),
      at: Date.now(),
    };
    saveReading(id, reading);
    changed(reading);
  };
  const inView = new Map<Element, ReturnType<typeof setTimeout>>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect, rootBounds } of entries) {
        clearTimeout(inView.get(target));
        inView.delete(target);
        // Of something long its end must be seen.
        if (!isIntersecting || boundingClientRect.bottom > (rootBounds?.bottom ?? 0) + 1) continue;
        const timer = setTimeout(() => {
          if (document.hidden) return;
          observer.unobserve(target);
          inView.delete(target);
          note(target);
        }, dwell_ms);
        inView.set(target, timer);
      }
    },
    { threshold: [0, 0.25, 0.5, 0.75, 1] },
  );
  for (const { end } of sections) observer.observe(end);
  // A page in the background shows nothing to anybody: look again when it comes back.
  document.addEventListener("visibilitychange", () => {
    for (const end of inView.keys()) {
      observer.unobserve(end);
      observer.observe(end);
    }
  });
}

function sectionsOf(article: HTMLElement): Section[] {
  const text = article.querySelector("[data-text]");
  const headings = [...(text?.querySelectorAll(":scope > :is(h2, h3)[id]") ?? [])];
  // A chapter without sections is one.
  if (headings.length === 0) return text?.lastElementChild ? [{ id: "", title: "", end: text.lastElementChild }] : [];
  return headings.flatMap((heading, index) => {
    const end = headings[index + 1]?.previousElementSibling ?? text?.lastElementChild ?? heading;
    // A heading right above another one has nothing to read.
    return end === heading ? [] : [{ id: heading.id, title: heading.textContent.trim(), end }];
  });
}
