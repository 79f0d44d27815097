/**
 * The floor rule: a package imports only packages on a lower floor, nothing that ships imports a dev
 * package, and apps import packages but never each other. It covers every folder of a package; a test
 * may import dev packages besides. scripts/tests/floors.test.ts holds the code against these rules, and
 * the rules against the folders there are.
 */
// The floors, lowest first, and the dev packages with what each may import.
const { below, floors, devPackages } = require("./scripts/floors.json");

const devNames = Object.keys(devPackages);
/** The files of packages: their tests, or all else. */
const testsOf = (names) => `^packages/(${names.join("|")})/test/`;
const filesOf = (names) => `^packages/(${names.join("|")})/(?!test/)`;

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** A package's files import it and what is allowed; its tests dev packages too. */
const rulesOf = (name, ending, comment, allowed) => {
  const listed = allowed.join(", ") || "nothing of ours";
  const but = (names) => ({
    path: "^(packages|apps)/",
    pathNot: `^packages/(${[name, ...names].join("|")})/`,
  });
  return [
    rule(
      `${name}-${ending}`,
      `${comment}: it imports only ${listed}.`,
      { path: filesOf([name]) },
      but(allowed),
    ),
    rule(
      `tests-of-${name}-${ending}`,
      `${comment}: its tests import only ${listed}, and dev packages.`,
      { path: testsOf([name]) },
      but([...allowed, ...devNames]),
    ),
  ];
};

const floorRules = [
  ...below.flatMap((name) =>
    rulesOf(name, "imports-only-lower-floors", `packages/${name} is below every floor`, []),
  ),
  ...floors.flatMap((packages, floor) =>
    packages.flatMap((name) =>
      rulesOf(name, "imports-only-lower-floors", `packages/${name} is on floor ${floor}`, [
        ...below,
        ...floors.slice(0, floor).flat(),
      ]),
    ),
  ),
];

const devRules = Object.entries(devPackages).flatMap(([name, allowed]) =>
  rulesOf(name, "imports-only-what-it-may", `packages/${name} is for development`, allowed),
);

// The rooms of the command line, lowest first, with the rooms that each may import; the commands, which
// are not named here, may import all. The files beside the rooms are errors.ts, which all may import, and
// the program, which nothing may.
const cliRooms = {
  "command-line": [],
  completion: ["command-line"],
  prices: [],
  "table-scan": ["command-line"],
  environment: ["command-line"],
  strategies: ["environment"],
  metrics: ["environment", "strategies"],
  "local-cloud": ["command-line", "environment"],
  access: ["command-line", "local-cloud"],
  load: ["command-line", "environment", "prices", "table-scan"],
  jobs: ["command-line", "environment"],
  scale: ["command-line", "environment", "prices"],
  redrive: ["command-line", "environment"],
  audit: ["command-line", "environment"],
  plan: ["command-line", "load", "prices"],
  export: ["command-line", "load", "table-scan"],
  compare: ["command-line", "environment", "strategies", "metrics"],
  report: ["command-line", "environment", "strategies", "metrics", "compare"],
};

const cliRules = Object.entries(cliRooms).map(([room, lower]) =>
  rule(
    `cli-${room}-imports-only-lower-rooms`,
    `In the command line ${room} imports only ${lower.join(", ") || "no other room"}: never a command.`,
    { path: `^apps/cli/src/${room}/` },
    {
      path: "^apps/cli/src/",
      pathNot: `^apps/cli/src/((${[room, ...lower].join("|")})/|errors\\.ts$)`,
    },
  ),
);

// What a package exports beside its index: constants that a command line needs before it needs the package.
const exported = [...below, ...floors.flat(), ...devNames].flatMap((name) =>
  Object.values(require(`./packages/${name}/package.json`).exports).map(
    (file) => `^packages/${name}/${file.replace("./", "").replaceAll(".", "\\.")}$`,
  ),
);

module.exports = {
  forbidden: [
    ...floorRules,
    ...devRules,
    ...cliRules,
    rule(
      "apps-do-not-import-dev-packages",
      "What is deployed holds nothing that is for development; tests and the bench may.",
      { path: "^apps/(?!(cli|bench)/)[^/]+/(?!test/)" },
      { path: `^packages/(${devNames.join("|")})/` },
    ),
    rule(
      "cli-does-not-import-what-is-for-tests",
      "The command offers the proxy and the local cloud; the testkit is for tests.",
      { path: "^apps/cli/(?!test/)" },
      { path: "^packages/testkit/" },
    ),
    rule(
      "apps-do-not-import-each-other",
      "Apps import packages, never each other.",
      { path: "^apps/(?!bench/)([^/]+)/" },
      { path: "^apps/", pathNot: "^apps/$1/" },
    ),
    rule(
      "bench-imports-no-app-but-the-command",
      "The bench measures `spillway load` as it is run, so it may import the command, and no other app.",
      { path: "^apps/bench/" },
      { path: "^apps/", pathNot: "^apps/(bench/|cli/src/(program|command-line/terminal)\\.ts$)" },
    ),
    rule("no-cycles", "A cycle is two files that are one.", {}, { circular: true }),
    rule(
      "packages-are-imported-by-name",
      "Across packages, import the package's name: what it exports is what it offers.",
      { path: "^(packages|apps)/([^/]+)/" },
      { path: "^packages/", pathNot: ["^$1/$2/", "^packages/[^/]+/src/index\\.ts$", ...exported] },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|\\.vitest|\\.turbo)/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".js", ".json"],
    },
  },
};
