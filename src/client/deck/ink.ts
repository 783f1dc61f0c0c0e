/**
 * What is drawn on slides, for as long as the page is open. Each slide has a sheet of its own, in shares of the slide's
 * size: a drawing stays where it is when the window or the lab takes some of the room.
 */
import { svg } from "../dom.ts";

/** The width and the height of a sheet in its own measure. */
const side = 1000;

export class Ink {
  /** Makes the slide one that can be drawn on. */
  open(slide: HTMLElement): void {
    if (sheetOf(slide)) return;
    const sheet = svg("svg", {
      class: "deck-ink",
      viewBox: `0 0 ${side} ${side}`,
      preserveAspectRatio: "none",
      "aria-hidden": "true",
      // What draws does not swipe.
      "data-prevent-swipe": true,
    });
    drawOn(sheet);
    slide.querySelector(".slide")?.append(sheet);
  }

  undo(slide: HTMLElement): void {
    sheetOf(slide)?.lastElementChild?.remove();
  }

  clear(slide: HTMLElement): void {
    sheetOf(slide)?.replaceChildren();
  }
}

function sheetOf(slide: HTMLElement): Element | null {
  return slide.querySelector(".deck-ink");
}

/** A line from where a finger, a pen or the mouse comes down to where it is lifted. */
function drawOn(sheet: SVGSVGElement): void {
  let line: SVGPolylineElement | undefined;
  let points: string[] = [];
  const add = (event: PointerEvent): void => {
    const { left, top, width, height } = sheet.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * side;
    const y = ((event.clientY - top) / height) * side;
    points.push(`${x.toFixed(1)},${y.toFixed(1)}`);
  };
  const show = (): void => line?.setAttribute("points", points.join(" "));
  sheet.addEventListener("pointerdown", (event) => {
    if (!event.isPrimary || event.button !== 0) return;
    sheet.setPointerCapture(event.pointerId);
    line = svg("polyline");
    points = [];
    // Twice: a line of one point would not show.
    add(event);
    add(event);
    show();
    sheet.append(line);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (line === undefined || !event.isPrimary) return;
    for (const one of event.getCoalescedEvents()) add(one);
    show();
  });
  for (const end of ["pointerup", "pointercancel"] as const) {
    sheet.addEventListener(end, ({ isPrimary }) => {
      if (isPrimary) line = undefined;
    });
  }
}
