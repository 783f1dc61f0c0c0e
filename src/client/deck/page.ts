/** All that a deck's page does with scripts. It comes after the first paint: the text and its fonts go first. */
import { dismissTermCards } from "../glossary/dismiss.ts";
import { nextTask } from "../pauses.ts";
import { startQuestions } from "../questions/questions.ts";
import { obeyAddress } from "./address.ts";
import { startDeck } from "./deck.ts";

const address = new URLSearchParams(location.search);
// What is left out asks no questions.
const problems = obeyAddress(document, address);
// Before the deck measures its slides.
if (!address.has("print-pdf")) startQuestions(document.body);
dismissTermCards(document);
await nextTask();
await startDeck(problems);
