/** What elements of pages say. */
import { deck } from "./deck.ts";
import { errors, problems } from "./errors.ts";
import { lab } from "./lab.ts";
import { reading } from "./reading.ts";
import { replay } from "./replay.ts";
import { terminal, tree } from "./tree.ts";

export const elements = { language: "en", path: "", deck, errors, problems, lab, reading, replay, terminal, tree };
