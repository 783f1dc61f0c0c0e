import type { deck as english } from "../en/deck.ts";
import { count, time } from "./locale.ts";

export const deck: typeof english = {
  keys: {
    title: "Touches et outils",
    close: "Fermer",
    next: "Étape ou diapo suivante",
    previous: "Étape ou diapo précédente",
    ends: "Première ou dernière diapo",
    down: "Descendre dans une longue diapo",
    up: "Monter dans une longue diapo",
    jump: "Aller à une diapo",
    overview: "Toutes les diapos à la fois",
    black: "Écran noir",
    speaker: "Vue de l’orateur",
    fullScreen: "Plein écran",
    draw: "Dessiner sur la diapo",
    clear: "Effacer le dessin",
    laser: "Pointeur laser",
    theme: "Clair ou sombre",
    list: "Cette liste",
    back: "Revenir d’un terminal aux diapos",
    names: {
      space: "Espace",
      pageDown: "Page suiv.",
      pageUp: "Page préc.",
      home: "Début",
      end: "Fin",
      escape: "Échap",
    },
  },
  jump: {
    title: "Aller à une diapo",
    slides: "Diapos",
    field: "Numéro ou mots d’une diapo",
    placeholder: "Numéro ou mots",
    close: "Fermer",
    none: (asked) => `Aucune diapo ne contient « ${asked} ».`,
    found: (slides) => (slides === 1 ? "Une diapo" : count(slides, "diapo", "diapos")),
  },
  tools: {
    pen: {
      name: "Stylo",
      on: "Le stylo est actif. Dessinez sur la diapo ; Échap le range.",
      off: "Stylo rangé",
    },
    laser: {
      name: "Pointeur laser",
      on: "Le pointeur laser est actif. Échap le range.",
      off: "Pointeur laser rangé",
    },
    undo: "Annuler",
    clear: "Effacer",
    done: "Terminé",
  },
  slideAt: (number, last, title) => `Diapo ${number} sur ${last} : ${title}`,
  place: (number, last) => `Diapo ${number} sur ${last}`,
  time,
  withoutWords: "Sans texte",
  picture: "Une image",
  address: {
    title: "L’adresse de cette page demande ce que cette présentation ne peut pas faire :",
    close: "Fermer",
    nothingLeft: (names) => `exclude=${names} ne laisse aucune diapo : elles sont donc toutes affichées.`,
    unknown: (name, classes) =>
      `exclude=${name} : aucune diapo n’a cette classe. ${classes === "" ? "Aucune n’a de classe." : `Classes présentes : ${classes}.`}`,
    steps: (value) =>
      `incremental=${value} : écrivez false pour afficher toute la diapo d’un coup, ou true pour avancer pas à pas.`,
  },
};
