import type { tree as english, terminal as englishTerminal } from "../en/tree.ts";
import { clock, count, number } from "./locale.ts";

const parent = (pid: number): string => (pid === 0 ? "un processus extérieur" : `le PID ${pid}`);
const span = (span_ms: number): string => {
  const seconds = Math.max(0, span_ms) / 1_000;
  if (seconds < 60) return `${number(seconds, { maximumFractionDigits: seconds < 10 ? 1 : 0 })} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
};

const seems = (isGuessed: boolean): string => (isGuessed ? ", semble-t-il" : "");
const reasons = {
  init: "aucun ancêtre vivant n’est un subreaper",
  subreaper: "l’ancêtre le plus proche qui soit un subreaper",
};
const because = (reason: keyof typeof reasons | null | undefined): string => (reason ? ` : ${reasons[reason]}` : "");
const ids = (effective: number, real: number): string =>
  real === effective ? String(effective) : `${effective} (réel : ${real})`;

export const tree: typeof english = {
  name: "Arbre des processus",
  heading: "Processus",
  views: { name: "Vue", tree: "Arbre", table: "Tableau", timeline: "Chronologie" },
  empty: "Pas encore de processus.",
  noPid: "Il n’y a pas de PID à l’écran.",
  point: "Pointez un processus, ou allez-y avec les flèches, pour en savoir plus.",
  ownCommand: "PID 1 :",
  various: "divers",
  fold: (members, state, parent) => `${count(members, "processus", "processus")}, ${state}, enfants de ${parent}`,
  foldDetails: (name, words) => `${name} : ${words}. Cliquez ou appuyez sur Entrée pour les voir un par un.`,
  states: {
    R: "en exécution",
    S: "endormi",
    D: "en attente dans le noyau",
    T: "arrêté",
    Z: "zombie",
    X: "mort",
  },
  exitedWith: (code) => `terminé avec le code ${code}`,
  endedBy: (signal) => `tué par ${signal}`,
  adoptedBy: (parent, isGuessed) => `orphelin adopté par ${parent}${seems(isGuessed)}`,
  inContainer: (container) => `dans le conteneur ${container}`,
  childOf: (parent) => `enfant de ${parent}`,
  parentWas: (parent) => `son parent était ${parent}`,
  details: {
    about: (who, words) => `${who} : ${words}`,
    started: (at) => `Démarré à ${clock(at)}`,
    zombieSince: (at) => `Zombie depuis ${clock(at)}`,
    adopted: (by, why) => `Le PID ${by} l’a adopté : ${why}`,
    at: (what, at) => `Il ${what} à ${clock(at)}`,
    heir: (pid) =>
      `S’il se terminait, le PID ${pid} adopterait ses enfants : ${pid === 1 ? "aucun ancêtre n’est connu comme subreaper" : reasons.subreaper}`,
    subreaper: "C’est un subreaper : il adopte les orphelins parmi ses descendants",
    session: (id) => `session ${id === 0 ? "extérieure" : id}`,
    group: (id) => `groupe de processus ${id === 0 ? "extérieur" : id}`,
    user: (id) => `utilisateur ${id}`,
    pid1: "S’il se terminait, le noyau tuerait tous les autres",
  },
  events: {
    forked: (who, by) => `${who} est apparu, enfant ${by === 0 ? "d’un processus extérieur" : `du PID ${by}`}`,
    executed: (pid, command) => `${pid} exécute maintenant ${command}`,
    exited: (who, how) => (how === null ? `${who} s’est terminé` : `${who} : ${how}`),
    zombie: (who, how) => `${who} est devenu un zombie${how === null ? "" : ` (${how})`}`,
    reaped: (who, by, isGuessed) => `${who} a été récolté par ${parent(by)}${seems(isGuessed)}`,
    ignored: (who, by) => `${who} a été récolté par le noyau, car ${parent(by)} ignore SIGCHLD`,
    gap: "il s’est passé ici plus que ce qui a pu être vu",
  },
  marks: {
    signalled: (signal, from) =>
      `a reçu ${signal}${from === undefined ? "" : `, envoyé par ${from === "kernel" ? "le noyau" : parent(from)}`}`,
    ignored: (pid) =>
      pid === 1 ? ", sans effet : le PID 1 ne reçoit que ce pour quoi il a un gestionnaire" : ", sans effet",
    orphaned: (to, why, isGuessed) => `est devenu orphelin, adopté par ${parent(to)}${seems(isGuessed)}${because(why)}`,
    session: (pid) => `mène sa propre session, ${pid}`,
    uid: (effective, real) => `tourne avec l’utilisateur ${ids(effective, real)}`,
    gid: (effective, real) => `tourne avec le groupe ${ids(effective, real)}`,
    toPid: (pid) => `au PID ${pid}`,
    sessionShort: "session",
  },
  reasons,
  many: {
    orphaned: (events, by, why) =>
      `${events} processus sont devenus orphelins${by === null ? "" : `, adoptés par le PID ${by}${because(why)}`}`,
    zombies: (events) => `${events} processus sont devenus des zombies`,
    reaped: (events, by) => `${events} processus ont été récoltés${by === null ? "" : ` par le PID ${by}`}`,
  },
  log: { name: "Événements", summary: "Événements " },
  clock,
  life: {
    fromBefore: "né avant le premier regard",
    from: (at) => `à partir de ${clock(at)}`,
    more: (marks) => `${marks} autres choses`,
    zombieSince: (at) => `zombie depuis ${clock(at)}`,
    zombieFor: (span_ms) => `zombie pendant ${span(span_ms)}`,
    goesOn: "il continue",
    goneAfter: (span_ms) => `disparu après ${span(span_ms)}`,
    reapedBy: (pid) => `récolté par ${parent(pid)}`,
  },
  span,
  gauge: {
    name: "Processus qui comptent dans la limite",
    pids: (current, max) => (max === null ? `${current} PID` : `${current} PID sur ${max}`),
    value: (current, max) => `${current} sur ${max}`,
  },
  sampled:
    "échantillonné : ici, le serveur regarde les processus jusqu’à 20 fois par seconde, et ne voit pas ce qui dure moins longtemps.",
  table: {
    caption: "Processus du bac à sable",
    pid: "PID",
    parent: "Parent",
    was: (parent, before) => `${parent} (avant : ${before})`,
    command: "Commande",
    state: "État",
    exit: "Fin",
    container: "Conteneur",
  },
  timeline: {
    shown: "Durée affichée",
    spans: { 10: "10 dernières secondes", 60: "dernière minute", 600: "10 dernières minutes", all: "tout" },
    lives: "Vies des processus",
    older: (processes) =>
      `${count(processes, "processus plus ancien n’est pas affiché", "processus plus anciens ne sont pas affichés")}.`,
    now: "maintenant",
    ago: (seconds) => `−${number(seconds, { maximumFractionDigits: seconds < 10 ? 1 : 0 })} s`,
  },
};

export const terminal: typeof englishTerminal = {
  name: "Terminal",
  screenReader: "Mode lecteur d’écran",
  hint: {
    keys: "Toutes les touches vont au shell. ",
    leaves: " pour sortir et revenir",
    searches: " pour chercher, ",
    pids: " pour trouver les PID",
  },
  search: {
    name: "Chercher dans le terminal",
    placeholder: "Chercher",
    previous: "Précédent",
    next: "Suivant",
    close: "Fermer",
  },
};
