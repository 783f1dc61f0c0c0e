/** All that a deck's page does with scripts. */
import { dismissTermCards } from "../glossary/dismiss.ts";
import { nextTask } from "../pauses.ts";
import { startQuestions } from "../questions/questions.ts";
import { obeyAddress } from "./address.ts";
import { startDeck } from "./deck.ts";

// To read so much of a script is a piece of work already.
await nextTask();
const address = new URLSearchParams(location.search);
// What is left out asks no questions.
const problems = obeyAddress(document, address);
await nextTask();
// Before the deck measures its slides.
if (!address.has("print-pdf")) startQuestions(document.body);
await nextTask();
dismissTermCards(document);
await nextTask();
await startDeck(problems);
