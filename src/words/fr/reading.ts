import type { reading as english } from "../en/reading.ts";
import { count, form } from "./locale.ts";

export const reading: typeof english = {
  theme: { light: "Passer en clair", dark: "Passer en sombre" },
  search: {
    title: "Chercher dans le cours",
    field: "Mots à chercher",
    close: "Fermer",
    noIndex: "Pendant la rédaction, il n’y a pas d’index : npm start en construit un et sait chercher.",
    missing: "La recherche n’a pas pu être chargée. Y a-t-il une connexion au serveur ?",
    found: (places, words) => {
      if (places === 0) return `Rien trouvé pour « ${words} ».`;
      return places === 1 ? "Un endroit" : count(places, "endroit", "endroits");
    },
  },
  code: (firstLine) => `Code : ${firstLine}`,
  copy: {
    copy: "Copier",
    name: (what) => `Copier : ${what}`,
    copied: "Copié",
    refused: "Refusé",
    whyRefused: "Le navigateur ne permet pas de copier ici",
  },
  questions: {
    predict: { commit: "C’est ma prédiction", choose: "Choisissez d’abord votre prédiction." },
    quiz: { commit: "Répondre", choose: "Choisissez d’abord une réponse." },
    trial: (answer) => `Vous avez dit : « ${answer} » Exécutez maintenant, et voyez.`,
    show: "Voir la réponse",
    right: (answer) => `Vous avez dit : « ${answer} » C’est juste.`,
    wrong: (answer, right) => `Vous avez dit : « ${answer} » La bonne réponse est : « ${right} »`,
    again: "Répondre à nouveau",
    markRight: "juste",
    markWrong: "votre réponse, fausse",
    quizAgain: "Refaire le quiz",
    seenZombies: (zombies) =>
      zombies === 0
        ? "Votre atelier le montre : il ne reste aucun zombie."
        : `Votre atelier le montre : ${count(zombies, "zombie", "zombies")}.`,
    seen: "Votre atelier vient de le montrer.",
    score: (answered, right, of) => {
      const rights = count(right, "juste", "justes");
      if (answered < of)
        return `${count(answered, "réponse", "réponses")} sur ${count(of, "question", "questions")}, dont ${rights}.`;
      return right === of ? `Tout est juste (${of} sur ${of}).` : `${rights} sur ${of}.`;
    },
  },
  progress: {
    read: (read, of) => {
      if (read >= of) return of === 1 ? "Lu" : `Les ${of} sections sont lues`;
      return `${read} ${form(read, "section lue", "sections lues")} sur ${of}`;
    },
    ofTitle: " dans ",
    goOn: " Continuer avec ",
    forget: "Oublier",
    partRead: (read, of) => `${read} sur ${of}`,
    sectionsRead: "sections lues",
    isRead: "(lu)",
    added: "Le contenu du fichier a été ajouté à ce qu’avait ce navigateur.",
    tooLarge: "Ce fichier est trop grand pour être un fichier de progression. Choisissez-en un autre.",
    notJson:
      "Ce n’est pas un fichier de progression : ce n’est pas du JSON. Choisissez-en un créé par « Enregistrer dans un fichier ».",
    notOurs: (problem) =>
      `Ce n’est pas un fichier de progression de ce cours (${problem}). Choisissez-en un créé par « Enregistrer dans un fichier ».`,
  },
  diagram: {
    unnamed: "Schéma ; sa source suit",
    named: (title) => `Schéma : ${title}`,
  },
};
