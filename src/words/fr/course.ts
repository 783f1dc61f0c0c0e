import type { course as english } from "../en/course.ts";

export const course: typeof english = {
  predict: "Prédire",
  question: "Question",
  answer: "Réponse",
  taught: "Ce que ce chapitre a enseigné",
  more: "En savoir plus",
  contents: "Sommaire",
  part: (number) => `Partie ${number}`,
  previous: "Précédent",
  next: "Suivant",
};
