import type { lab as english } from "../en/lab.ts";
import { count } from "./locale.ts";

const seconds = (seconds: number): string => count(seconds, "seconde", "secondes");
const duration = (time_s: number): string =>
  time_s < 90 ? seconds(time_s) : count(Math.round(time_s / 60), "minute", "minutes");
const stopTitle = "Comme docker stop : SIGTERM au PID 1 depuis l’extérieur, puis SIGKILL dix secondes plus tard";

export const lab: typeof english = {
  frame: (title, place) => (place === "" ? `Atelier : ${title}` : `Atelier : ${title}, ${place}`),
  startNow: "Lancer",
  start: "Lancer l’atelier",
  startAgain: "Relancer",
  starting: "Lancement…",
  waiting: "En attente…",
  whoIsPid1: "Qui est le PID 1 ?",
  continueHere: "Continuer ici",
  elsewhere: {
    title: "Cet atelier est ouvert dans une autre page de ce navigateur",
    next: "Continuez-le ici, et l’autre page le laissera. Rien n’est perdu.",
  },
  tryAgain: "Réessayer",
  tryAgainIn: (seconds) => `Réessayer dans ${seconds} s`,
  tryAgainSoon: (seconds) => ` Réessayez dans ${seconds} s.`,
  notLoaded: "L’atelier n’a pas pu être chargé",
  hasRecording: "On peut quand même voir ce qui s’y passe : l’enregistrement ci-dessous se rejoue ici.",
  inits: {
    none: {
      name: "L’application elle-même",
      meaning: "Pas d’init : le programme de l’atelier est le PID 1 et ne fait que son propre travail.",
    },
    "pid-one": {
      name: "pid-one",
      meaning: "L’init de ce cours, écrit en TypeScript. Il attend (wait) tout ce qu’il adopte.",
    },
    tini: { name: "tini", meaning: "Le petit init fourni avec Docker." },
    "dumb-init": {
      name: "dumb-init",
      meaning: "L’init de Yelp. Il transmet les signaux à tout un groupe de processus.",
    },
    catatonit: { name: "catatonit", meaning: "Le petit init fourni avec Podman." },
    broken: { name: "Un init défectueux", meaning: "Il vient avec cet atelier, et quelque chose ne va pas." },
  },
  bar: {
    restart: "Relancer",
    restartWith: (init) => `Relancer avec ${init.charAt(0).toLowerCase()}${init.slice(1)}`,
    tryNow: "Essayer maintenant",
    extend: "Prolonger",
    end: "Terminer",
    stop: "Arrêter",
    stopTitle,
    orIdle: (idle_s) => `ou ${duration(idle_s)} sans rien taper`,
    left: (clock) => `reste ${clock}`,
    endsSoon: (left_s) => `Cet atelier se termine dans ${duration(left_s)}. Prolongez-le pour continuer.`,
    extended: "L’atelier a maintenant plus de temps.",
  },
  restarts: "L’atelier redémarre.",
  stopSent: "SIGTERM a été envoyé au PID 1. S’il est encore là dans dix secondes, il recevra SIGKILL.",
  notTyped: "Pas de connexion pour le moment : rien n’a été tapé.",
  solutionBroken: "La solution n’a pas pu être tapée jusqu’au bout. Relancez l’atelier et réessayez.",
  ends: {
    expired: {
      title: "Le temps de cet atelier est écoulé",
      next: "Relancez-le pour continuer ; les tâches cochées le restent.",
    },
    idle: {
      title: "L’atelier a été fermé parce que personne ne tapait",
      next: "Relancez-le quand vous serez prêt ; les tâches cochées le restent.",
    },
    deleted: {
      title: "Vous avez terminé cet atelier",
      next: "Tout ce qu’il contenait a été supprimé. Relancez-le pour en avoir un neuf.",
    },
    exited: {
      title: "Le PID 1 s’est terminé, et le bac à sable avec tous ses processus",
      next: "C’est ce que signifie la fin du PID 1. Relancez l’atelier pour en avoir un neuf.",
    },
    "out-of-memory": {
      title: "Le bac à sable a utilisé toute sa mémoire, et le noyau l’a arrêté",
      next: "Relancez-le, et lancez-y moins de choses à la fois.",
    },
    "server-stopping": {
      title: "Le serveur d’ateliers s’arrête",
      next: "Il est sans doute mis à jour. Relancez l’atelier dans une minute.",
    },
    failed: {
      title: "Le bac à sable est en panne",
      next: "Relancez l’atelier. Si cela se reproduit, dites-le à la personne qui gère ce serveur.",
    },
    lost: {
      title: "Le serveur d’ateliers ne connaît plus cet atelier",
      next: "L’atelier a été terminé, ou le serveur a été redémarré. Relancez l’atelier.",
    },
  },
  exitedWith: (code) => `Le premier processus de l’atelier (PID 1) s’est terminé avec le code ${code}.`,
  endedBy: (signal) => `Le premier processus de l’atelier (PID 1) a été tué par ${signal}.`,
  notices: {
    "memory-kill":
      "Le noyau a tué un processus de cet atelier, car sa mémoire était épuisée. Le reste continue : lancez moins de choses à la fois.",
  },
  queue: {
    words: (place, wait_s) => {
      const before = place === 1 ? "Vous êtes le prochain." : `Vous êtes en position ${place} dans la file.`;
      const minutes = Math.ceil(wait_s / 60);
      const time = minutes > 1 ? `environ ${minutes} minutes` : "environ une minute";
      return `Tous les ateliers de ce serveur sont occupés. ${before} L’attente peut durer ${time} ; l’atelier se lancera ensuite tout seul.`;
    },
    leave: "Quitter la file",
  },
  connection: {
    open: "Connecté",
    connecting: "Connexion…",
    "taken-over": "Une autre page a cet atelier maintenant.",
    lost: (seconds) => `Connexion perdue. Nouvel essai ${seconds === 0 ? "maintenant" : `dans ${seconds} s`}.`,
  },
  panes: {
    show: "Afficher",
    terminal: "Terminal",
    terminals: "Terminaux",
    processes: "Processus",
    zombies: (zombies) => `Processus : ${count(zombies, "zombie", "zombies")}`,
  },
  tasks: {
    heading: "Tâches",
    open: "À faire : ",
    done: "Fait : ",
    skipped: "Passé : ",
    isDone: (goal) => `Tâche faite : ${goal}`,
    help: "Aide pour cette tâche",
    hint: "Un indice",
    another: (left) => `Un autre indice (encore ${left})`,
    solve: "Montrer la solution",
    skip: "Passer",
    startAt: (goal) => `Commencer à cette tâche : ${goal}`,
    startAtTitle: "Un nouveau bac à sable, où les tâches précédentes sont faites pour vous",
    newSandbox: "Un nouveau bac à sable démarre.",
    before: (number, of, goal) => `Ce qui précède est fait d’abord, ${number} sur ${of} : ${goal}`,
    yourTurn: "À vous : c’est ici que la tâche commence.",
    notBegun: "Les tâches précédentes n’ont pas pu être faites. Réessayez.",
    inList: (done, of) => {
      const tasks = count(of, "tâche", "tâches");
      if (done === 0) return tasks;
      if (done === of) return `✓ ${tasks}, ${of === 1 ? "faite" : "toutes faites"}`;
      return `${count(done, "tâche faite", "tâches faites")} sur ${of}`;
    },
  },
  time: {
    live: "Direct",
    end: "Fin",
    isEnd: "C’est la fin.",
    isLive: "Retour au direct.",
    isPast: "Vous voyez l’atelier tel qu’il était. Il continue sans être affiché.",
    mark: "Marquer ce moment",
    marked: "Marqué.",
    save: "Enregistrer dans un fichier",
    keys: "Enregistrer mes frappes",
  },
  compare: {
    start: "Lancer les deux",
    stop: "Arrêter les deux",
    stopTitle,
    both: "Taper dans les deux",
    zombies: "Zombies maintenant",
    orphans: "Orphelins jusqu’ici",
    reaped: "Orphelins récoltés",
    stopSeconds: "Secondes pour s’arrêter",
    end: "Fin du PID 1",
    killedBy: (signal) => `tué par ${signal}`,
    exitCode: (code) => `code de retour ${code}`,
  },
  commands: {
    run: "Exécuter",
    press: "Appuyer",
    name: (what, command) => `${what} : ${command}`,
    again: (what, command) => `${what} à nouveau : ${command} (fait)`,
  },
};
