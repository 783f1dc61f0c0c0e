import type { replay as english } from "../en/replay.ts";
import { count, form, moment, number } from "./locale.ts";

const span = (seconds: number): string => {
  if (seconds % 86_400 === 0) return count(seconds / 86_400, "jour", "jours");
  if (seconds % 3600 === 0) return count(seconds / 3600, "heure", "heures");
  if (seconds % 60 === 0) return count(seconds / 60, "minute", "minutes");
  return count(seconds, "seconde", "secondes");
};
const size = (bytes: number): string => {
  const [unit, name] = bytes >= 1_000_000 ? ([1_000_000, "Mo"] as const) : ([1000, "ko"] as const);
  return `${number(Math.ceil((bytes / unit) * 10) / 10)} ${name}`;
};

export const replay: typeof english = {
  play: "Rejouer l’enregistrement",
  choose: "Déposez un enregistrement ici, ou choisissez un fichier : ",
  unnamed: "Un enregistrement",
  region: (title) => `Enregistrement : ${title}`,
  terminal: (title) => (title === null ? "Enregistrement du terminal" : `Enregistrement : ${title}`),
  date: moment,
  notLoaded: "L’enregistrement n’a pas pu être chargé. Y a-t-il une connexion ?",
  notPlayable: "Ce n’est pas un enregistrement qui puisse être rejoué. ",
  tooLarge: (file, megabytes) => `${file} dépasse ${megabytes} Mo, le maximum qui puisse être ouvert.`,
  status: (status) => `Le serveur a répondu ${status}.`,
  noServer: "Aucun serveur d’ateliers ne répond ici, et c’est lui qui garde les enregistrements publiés.",
  gone: "Cet enregistrement n’existe pas ; il a peut-être expiré.",
  controls: {
    time: "Temps",
    speed: "Vitesse",
    find: "Chercher un PID ou un mot",
    findShort: "PID ou mot",
    skipPauses: "Sauter les pauses",
    recording: "Enregistrement",
    now: "maintenant",
    play: "Lecture",
    pause: "Pause",
    hits: (hit, of) => `${hit} sur ${of}`,
    noHits: "Rien trouvé",
  },
  mark: "Marque",
  ended: (how) => `fin : ${how}`,
  task: (id, state, message) => `tâche ${id} ${state === "done" ? "faite" : "à faire"} ${message}`,
  becameZombie: (pid) => `${pid} est devenu un zombie`,
  spoken: (at_ms) => {
    const seconds = Math.floor(Math.max(0, at_ms) / 1000);
    const parts = [
      { value: Math.floor(seconds / 3600), unit: form(Math.floor(seconds / 3600), "heure", "heures") },
      { value: Math.floor(seconds / 60) % 60, unit: form(Math.floor(seconds / 60) % 60, "minute", "minutes") },
      { value: seconds % 60, unit: form(seconds % 60, "seconde", "secondes") },
    ].filter(({ value }) => value > 0);
    return parts.length === 0 ? "le début" : parts.map(({ value, unit }) => `${value} ${unit}`).join(" ");
  },
  span,
  size,
  publish: {
    button: "Publier",
    what: (seconds) =>
      `Quiconque a le lien voit tout ce que les terminaux et les processus ont montré, ainsi que vos frappes si vous les avez enregistrées. Conservé pendant ${span(seconds)}.`,
    own: "Vos enregistrements publiés",
    tooLarge: {
      title: "L’enregistrement est trop grand",
      detail: (bytes, most) =>
        `Il fait ${size(bytes)}, et ce serveur accepte ${size(most)}. Enregistrez-le plutôt dans un fichier.`,
    },
    published: "L’enregistrement est publié.",
    deleted: "L’enregistrement est supprimé.",
    delete: "Supprimer",
    link: "lien vers l’enregistrement",
    until: (title, at) => `${title}, jusqu’au ${moment(at)}`,
  },
};
