/** Processes beside a title: those of a lab's poster, or for pages without a lab three that stand for all. */
import { baseline, boxPlaces, foldArrow, markFrameSize, smallBaseline } from "../../client/process-tree/box.ts";
import { boxHeight } from "../../client/process-tree/layout.ts";
import type { Poster, PosterTree } from "../recording/poster.ts";
import { colours } from "./colours.ts";
import { letters } from "./letters.ts";
import { words } from "./words.ts";

/** Where they may stand. */
export interface Room {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A tree of few processes is not made as large as a title. */
const scaleMax = 2.2;

/** In the form that is larger there. */
export function posterPicture({ wide, narrow }: Poster, room: Room): string {
  const scaleOf = ({ width, height }: PosterTree) => Math.min(scaleMax, room.width / width, room.height / height);
  const tree = scaleOf(wide) > scaleOf(narrow) ? wide : narrow;
  const scale = scaleOf(tree);
  const x = room.x + (room.width - tree.width * scale) / 2;
  const y = room.y + (room.height - tree.height * scale) / 2;
  const edges = tree.edges.map(({ path, isAdopted }) => {
    const look = isAdopted
      ? `stroke="${colours.accent}" stroke-width="2" stroke-dasharray="6 3"`
      : `stroke="${colours.muted}" stroke-width="1.25" opacity="0.7"`;
    return `<path d="${path}" fill="none" ${look}/>`;
  });
  const placed = `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(3)})`;
  return `<g transform="${placed}">${edges.join("")}${tree.boxes.map(posterBox).join("")}</g>`;
}

function posterBox({ x, y, width, label, process, isFold }: PosterTree["boxes"][number]): string {
  const { state, pid } = process;
  const isZombie = state === "Z";
  const fill =
    isZombie || isFold ? colours.ground : state === "R" ? colours.accent : state === "T" ? colours.border : "#dfe8e2";
  const stroke = isZombie ? `${colours.danger}" stroke-dasharray="4 3` : state === "T" ? colours.muted : colours.accent;
  const colour = isZombie ? colours.danger : state === "R" ? colours.light : colours.text;
  const frame = `height="${boxHeight}" width="${width}" rx="6" stroke-width="${pid === 1 ? 2.5 : 1.5}"`;
  const places = boxPlaces(label, width);
  const style = { y: baseline, face: "mono", size_px: 12.5 } as const;
  const { width: markWidth } = letters(label.mark, "mono", 11);
  return [
    `<g transform="translate(${x} ${y})">`,
    isFold ? `<rect x="3" y="3" ${frame} fill="none" stroke="${colours.muted}"/>` : "",
    `<rect ${frame} fill="${fill}" stroke="${stroke}"/>`,
    isFold ? `<path d="${foldArrow.path}" transform="${foldArrow.closed}" fill="${colour}"/>` : "",
    isZombie
      ? `<rect x="${places.markFrame}" y="${markFrameSize.y}" width="${markFrameSize.width}" height="${markFrameSize.height}" rx="${markFrameSize.rx}" fill="${colours.danger}"/>`
      : "",
    words(label.lead, { ...style, x: places.lead, colour }),
    words(label.name, { ...style, x: places.name, colour }),
    words(label.container, { ...style, x: places.container, y: smallBaseline, size_px: 11, colour }),
    words(label.mark, {
      ...style,
      x: places.mark - markWidth / 2,
      size_px: 11,
      colour: isZombie ? colours.ground : colour,
    }),
    "</g>",
  ].join("");
}

/** PID 1 with three children, of whom one runs, one is a zombie, one was reaped. */
export function anyProcesses(room: Room): string {
  const box = { width: 190, height: 66 };
  const middle = room.x + room.width / 2;
  const children = [
    { y: 280, name: "41 worker", state: "running" },
    { y: 380, name: "42 worker", state: "zombie" },
    { y: 480, name: "43 worker", state: "reaped" },
  ] as const;
  const first = { x: middle - 170, y: 130 };
  const at = middle - 20;
  const drawn = children.map(({ y, name, state }) => {
    const trunk = first.x + 60;
    const line = `<path d="M${trunk} ${first.y + box.height} V${y + box.height / 2 - 16} Q${trunk} ${y + box.height / 2} ${trunk + 16} ${y + box.height / 2} H${at}" fill="none" stroke="${colours.muted}" stroke-width="2.5" opacity="0.6"/>`;
    return `<g opacity="${state === "reaped" ? 0.45 : 1}">${line}${process({ x: at, y, ...box }, name, state)}</g>`;
  });
  return drawn.join("\n") + process({ ...first, ...box }, "1 pid-one", "first");
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function process({ x, y, width, height }: Box, name: string, state: "first" | "running" | "zombie" | "reaped"): string {
  const look = {
    first: `fill="${colours.accent}" stroke="${colours.accent}"`,
    running: `fill="${colours.ground}" stroke="${colours.text}"`,
    zombie: `fill="${colours.panel}" stroke="${colours.danger}" stroke-dasharray="9 7"`,
    reaped: `fill="${colours.panel}" stroke="${colours.text}"`,
  }[state];
  const label = { face: "mono", size_px: 25, y: y + height / 2 + 9 } as const;
  const { width: labelWidth } = letters(name, label.face, label.size_px);
  const box = `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="13" stroke-width="3" ${look}/>`;
  const text = words(name, {
    ...label,
    x: x + (width - labelWidth) / 2,
    colour: state === "first" ? colours.light : colours.text,
  });
  return box + text + (state === "zombie" ? zMark(x + width - 8, y + 4) : "");
}

function zMark(x: number, y: number): string {
  const { width } = letters("Z", "mono", 22);
  return `<circle cx="${x}" cy="${y}" r="18" fill="${colours.danger}"/>${words("Z", { x: x - width / 2, y: y + 8, face: "mono", size_px: 22, colour: colours.light })}`;
}
