import type { errors as english, ProblemWords } from "../en/errors.ts";

export const problems: Readonly<Record<string, ProblemWords>> = {
  "bad-request": { title: "La requête n’est pas correcte", detail: "Rechargez la page et réessayez." },
  "bad-token": { title: "Le jeton manque ou est faux", detail: "Rechargez la page et réessayez." },
  "forbidden-origin": {
    title: "Cette page n’a pas le droit d’utiliser les ateliers",
    detail: "La personne qui gère ce serveur peut l’autoriser avec PIDONE_ORIGINS.",
  },
  "forbidden-host": {
    title: "Ce serveur ne répond pas à ce nom",
    detail: "Utilisez http://localhost, ou ajoutez l’origine à PIDONE_ORIGINS.",
  },
  "not-found": { title: "Il n’y a rien ici", detail: "Rechargez la page et réessayez." },
  "unknown-lab": { title: "Cet atelier n’existe pas", detail: "Choisissez-en un dans la liste des ateliers." },
  "unknown-session": { title: "Cette session n’existe pas", detail: "Elle est terminée. Relancez l’atelier." },
  "unknown-ticket": {
    title: "Vous n’êtes pas dans la file",
    detail: "Votre place a été rendue. Relancez l’atelier.",
  },
  "unknown-task": { title: "L’atelier n’a pas cette tâche", detail: "Rechargez la page et réessayez." },
  "lab-not-offered": {
    title: "Cet atelier ne tourne pas sur ce serveur",
    detail: "Ce serveur ne sait pas lancer ses conteneurs. Choisissez un autre atelier dans la liste.",
  },
  "unknown-init": { title: "L’atelier n’a pas ce PID 1", detail: "Choisissez-en un autre." },
  "address-too-long": { title: "L’adresse est trop longue", detail: "Aucune adresse de ce serveur n’est si longue." },
  "headers-too-large": { title: "Les en-têtes sont trop grands", detail: "Le serveur en accepte 16 Kio en tout." },
  "body-too-large": {
    title: "La requête est trop grande",
    detail: "Envoyez-en moins, ou enregistrez dans un fichier.",
  },
  "wrong-media-type": { title: "La requête n’est pas du bon type", detail: "Rechargez la page et réessayez." },
  "recordings-off": {
    title: "Ce serveur n’accepte pas d’enregistrements",
    detail: "Enregistrez dans un fichier : la page « Rejouer un enregistrement » le lit.",
  },
  "unknown-recording": {
    title: "Cet enregistrement n’existe pas",
    detail: "Il a été supprimé, ou il a expiré. Demandez à la personne qui vous a envoyé le lien.",
  },
  "upgrade-required": { title: "Cette adresse est un WebSocket", detail: "Rechargez la page et réessayez." },
  "too-many-starts": {
    title: "Trop d’ateliers ont été lancés",
    detail: "Le nombre de lancements par minute est limité pour chaque adresse. Attendez un peu.",
  },
  "too-many-sessions": {
    title: "Trop d’ateliers sont ouverts",
    detail: "Le nombre d’ateliers ouverts est limité pour chaque adresse. Terminez-en un, puis réessayez.",
  },
  "too-many-recordings": {
    title: "Trop d’enregistrements ont été publiés",
    detail: "Supprimez-en un, ou enregistrez celui-ci dans un fichier.",
  },
  "recordings-too-often": {
    title: "Trop d’enregistrements ont été publiés en une minute",
    detail: "Attendez une minute, ou enregistrez celui-ci dans un fichier.",
  },
  "server-busy": { title: "Le serveur est occupé", detail: "Réessayez dans un instant." },
  "recordings-full": {
    title: "Il n’y a plus de place pour l’enregistrement",
    detail: "Enregistrez-le dans un fichier, ou réessayez demain.",
  },
  "server-full": { title: "Tous les ateliers sont occupés", detail: "Réessayez dans quelques minutes." },
  "server-stopping": { title: "Le serveur s’arrête", detail: "Réessayez dans une minute." },
  "no-sandbox": {
    title: "Aucun atelier ne peut tourner sur ce serveur",
    detail: "Le texte se lit tel quel. La personne qui gère le serveur en trouve la raison dans son journal.",
  },
  "sandbox-failed": {
    title: "L’atelier ne s’est pas lancé",
    detail: "Réessayez. Si cela se reproduit, dites-le à la personne qui gère ce serveur.",
  },
  internal: { title: "Le serveur a fait une erreur", detail: "Réessayez. Son journal contient les détails." },
};

export const errors: typeof english = {
  noServer: {
    title: "Aucun serveur d’ateliers ne répond",
    detail:
      "Le texte se lit tel quel. Les ateliers tournent là où le cours est servi par son propre serveur d’ateliers ; si vous en gérez un, vérifiez qu’il est en marche, puis réessayez.",
  },
  resting: {
    title: "Le serveur d’ateliers est injoignable",
    detail: (status) => `Ce qui se trouve devant lui a répondu ${status}. Réessayez bientôt.`,
  },
  notOurs: {
    title: "Le serveur d’ateliers a donné une réponse que cette page ne comprend pas",
    detail: "La page et le serveur sont peut-être de versions différentes. Rechargez la page.",
  },
};
