/** Imports run one way: pages -> components -> client -> protocol <- server -> sandbox; course and protocol are leaves. */
const rule = (name, from, to, comment) => ({ name, severity: "error", comment, from: { path: from }, to });

export default {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      comment: "A type may be named both ways; code may not.",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-orphans",
      severity: "error",
      comment: "A file that nothing imports is no longer used.",
      from: {
        orphan: true,
        path: "^src/",
        // The last three are imported by .astro files, and by the init under another name.
        pathNot:
          "(\\.d\\.m?ts$|\\.css$|^src/content\\.config\\.ts$|^src/(pages|styles|components|client/glossary)/|^src/init/sys\\.ts$)",
      },
      to: {},
    },
    rule("words-are-a-leaf", "^src/words/", { path: "^src/", pathNot: "^src/words/" }),
    rule("protocol-is-a-leaf", "^src/protocol/", { path: "^src/", pathNot: "^src/protocol/" }),
    rule("recording-is-pure", "^src/recording/", { path: "^src/", pathNot: "^src/(recording|protocol)/" }),
    rule("course-is-a-leaf", "^src/course/", { path: "^src/", pathNot: "^src/(course|protocol|words)/" }),
    rule("init-is-alone", "^src/init/", { path: "^src/", pathNot: "^src/init/" }),
    rule("client-not-from-server", "^src/client/", {
      path: "^src/",
      pathNot: "^src/(client|recording|protocol|words)/",
    }),
    rule("server-not-from-pages", "^src/server/", { path: "^src/(client|pages|layouts|components|cli|words)/" }),
    rule("sandbox-not-from-server", "^src/server/sandbox/(?!choose)", {
      path: "^src/server/",
      pathNot: "^src/server/sandbox/",
    }),
    rule("drivers-not-from-each-other", "^src/server/sandbox/(oci|docker)/", {
      path: "^src/server/sandbox/(oci|docker)/",
      pathNot: "^src/server/sandbox/$1/",
    }),
    rule("pages-not-from-server", "^src/(pages|layouts|components)/", { path: "^src/(server|cli)/" }),
    rule("content-imports-nothing", "^(slides|labs)/", { path: "^(src|tests)/" }),
    rule("src-not-from-tests", "^src/", { path: "^tests/" }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
