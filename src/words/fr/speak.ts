/** The first script of a page in this language. */
import { speak } from "../page.ts";
import { elements } from "./elements.ts";

speak(elements);
