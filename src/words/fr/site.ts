import type { site as english } from "../en/site.ts";
import { count, date } from "./locale.ts";

export const site: typeof english = {
  skip: "Aller au contenu",
  course: "Cours",
  read: "Lire",
  slides: "Diapos",
  labs: "Ateliers",
  search: "Chercher",
  name: "Français",
  footer: {
    glossary: "Glossaire",
    licences:
      "Le texte est sous licence [CC BY 4.0](licence), le code sous licence Apache 2.0. Le cours est né du chapitre *Init systems and PID 1* de [container.training](origin), de Jérôme Petazzoni et ses contributeurs (CC BY 4.0), réécrit et complété. Il est en anglais pour l’instant : seule l’interface est en français.",
  },
  home: {
    title: "PID One : un cours sur les systèmes d’init",
    description:
      "Un cours interactif sur les systèmes d’init et le PID 1 : lisez, exécutez chaque commande dans un vrai conteneur et regardez ce que deviennent ses processus.",
    heading: "Le premier processus enterre les morts",
    first:
      "Tout programme qui tourne comme PID 1 hérite des orphelins de son système et doit récolter chacun d’eux quand il se termine. Dans un conteneur, le PID 1 est souvent une application à qui personne ne l’a dit.",
    second:
      "Dans ce cours, vous créez des zombies dans un vrai conteneur, vous les observez sur une image en direct de ses processus, puis vous mettez à leur tête un init qui fait le ménage.",
    start: "Commencer la lecture",
    others: "Ou enseignez avec les [diapos](slides), ou passez tout de suite aux [ateliers](labs).",
    progress: "Votre progression",
    kept: "Ce que vous avez lu, répondu et fait dans les ateliers n’est conservé que dans ce navigateur. Emportez-le dans un autre sous forme de fichier :",
    save: "Enregistrer dans un fichier",
    load: "Ajouter un fichier",
    picture:
      "Deux arbres de processus. Sous une application comme PID 1, trois enfants terminés restent zombies. Sous l’init pid-one, les trois mêmes sont récoltés et s’effacent.",
    stays: "PID 1 n’attend jamais : les morts restent",
    reaped: "PID 1 est un init : les morts sont récoltés",
  },
  notFound: {
    title: "Page introuvable",
    description: "Il n’y a pas de page à cette adresse.",
    text: "Il n’y a rien à cette adresse. Le cours commence [à la première page](home) ; son chapitre est [Init systems and PID 1](chapter).",
  },
  article: {
    contents: "Dans ce chapitre",
    chapters: "Chapitres",
    edit: "Modifier cette page",
    editMore: "Modifier cette page :",
    description: (title, course) => `${title} : extrait du cours « ${course} »`,
    verified: (steps, runtimes) =>
      ` : ${count(steps, "étape exécutée", "étapes exécutées")} dans de vrais bacs à sable (${runtimes}).`,
    lastVerified: "Dernière vérification le",
    date: (iso) => date(Date.parse(iso), { timeZone: "UTC" }),
  },
  recording: {
    caption: (title) => `Tiré de l’enregistrement de l’atelier *${title}*, fait à partir de ses solutions.`,
    play: "Rejouer l’enregistrement",
    needs: (seconds) => `${count(seconds, "seconde", "secondes")}. Aucun serveur d’ateliers n’est nécessaire.`,
    poster: (processes, init, zombies) => {
      const ended = zombies === 0 ? "aucun n’est un zombie" : `dont ${count(zombies, "zombie", "zombies")}`;
      return `Un arbre de processus : ${count(processes, "processus", "processus")} sous le PID 1, ${init}, ${ended}.`;
    },
    nobody: "personne",
  },
  lab: {
    heading: (title) => `Atelier : ${title}`,
    compareLink: "[Côte à côte](compare) : cet atelier deux fois en même temps, avec deux PID 1 différents.",
    noScript:
      "Ici se trouve un atelier : un terminal dans un vrai conteneur, avec une image en direct de ses processus. Il a besoin de JavaScript, qui est désactivé dans votre navigateur.",
  },
  labList: {
    heading: "Ateliers",
    summary: "De vrais conteneurs pour essayer, du premier zombie à la chasse au zombie.",
    text: "Chaque atelier est un terminal dans un conteneur rien qu’à vous, avec une image de ses processus. Ses tâches se cochent toutes seules.",
  },
  compare: {
    heading: (title) => `Côte à côte : ${title}`,
    description: (title) =>
      `L’atelier « ${title} » dans deux bacs à sable à la fois, chacun avec un autre PID 1 : un clavier, deux arbres de processus.`,
    text: "Un atelier, deux bacs à sable, chacun avec son propre PID 1. Ce que vous tapez va aux deux ; ce qui diffère est compté. Les commandes à essayer sont dans [le texte de l’atelier](lab).",
    noScript: "Les ateliers ont besoin de JavaScript, qui est désactivé dans votre navigateur.",
    left: "gauche",
    right: "droite",
  },
  glossary: {
    heading: "Glossaire",
    description: "Les mots du cours sur les systèmes d’init et le PID 1 : le sens de chacun, en quelques phrases.",
  },
  replay: {
    heading: "Rejouer un enregistrement",
    description: "Rejoue l’enregistrement d’un atelier : le terminal et l’arbre des processus, à tout moment.",
    text: "Sous un atelier en cours, *Enregistrer dans un fichier* note tout ce qu’il a montré. Ici, on le rejoue, à tout moment et à toute vitesse. Le fichier n’est lu que par cette page et n’est envoyé nulle part. Un enregistrement d’[asciinema](asciinema) (version 3) se rejoue aussi, sans arbre.",
    noScript: "Pour en rejouer un, cette page a besoin de JavaScript, qui est désactivé dans votre navigateur.",
  },
  deck: {
    title: (title) => `${title} : diapos`,
    description: (summary) => `Diapos. ${summary}`,
    nav: "Présentation",
    article: "Article",
    notes: "Notes",
    lab: "Atelier",
    keys: "Touches et outils",
    extra: "Pour aller plus loin",
    labOfSlide: "Atelier de cette diapo",
    labKeys: "Tant que le terminal a le focus, les touches lui sont destinées. Deux fois Échap les rend aux diapos.",
  },
  handout: {
    title: (title) => `${title} : polycopié`,
    description: (title) => `Les diapos de « ${title} » avec les notes de l’orateur, à lire et à imprimer.`,
    slide: (number) => `Diapo ${number}`,
  },
  speaker: {
    title: (title) => `${title} : vue de l’orateur`,
    description: (title) => `Ce que regarde l’orateur de « ${title} » : les notes, la diapo suivante, l’heure.`,
    slides: "Diapos",
    handout: "Polycopié",
    elapsed: "Temps écoulé",
    back: "Précédent",
    next: "Suivant",
    nextSlide: "Suivante",
    restart: "Remettre le chronomètre à zéro",
    notes: "Notes",
    noNotes: "Pas de notes pour cette diapo.",
  },
  share: {
    course: "Cours",
    courseSummary: "Un cours sur les systèmes d’init et le PID 1, avec de vrais conteneurs dans la page.",
    article: "Article",
    slides: "Diapos",
    lab: "Atelier",
    glossarySummary: "Les mots du cours, en quelques phrases chacun.",
    picture: (title) =>
      `${title}. À côté, un arbre de processus : le PID 1 et ses trois enfants, dont un tourne, un est un zombie et un a été récolté.`,
  },
};
