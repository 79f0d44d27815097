/**
 * The floor rule: a package imports only packages on a lower floor, nothing that ships imports a dev
 * package, and apps import packages but never each other. scripts/tests/floors.test.ts holds the code
 * against these rules, and the rules against the folders there are.
 */
// The floors, lowest first, and the dev packages with what each may import.
const { floors, devPackages } = require("./scripts/floors.json");

const sources = (names) => `^packages/(${names.join("|")})/src/`;

const rule = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

const floorRules = floors.flatMap((packages, floor) =>
  packages.map((name) => {
    const lower = floors.slice(0, floor).flat();
    return rule(
      `${name}-imports-only-lower-floors`,
      `packages/${name} is on floor ${floor}: it imports only ${lower.join(", ") || "nothing of ours"}.`,
      { path: sources([name]) },
      { path: "^(packages|apps)/", pathNot: `^packages/(${[name, ...lower].join("|")})/` },
    );
  }),
);

const devRules = Object.entries(devPackages).map(([name, allowed]) =>
  rule(
    `${name}-imports-only-what-it-may`,
    `packages/${name} is for development: it imports only ${allowed.join(", ")}.`,
    { path: sources([name]) },
    { path: "^(packages|apps)/", pathNot: `^packages/(${[name, ...allowed].join("|")})/` },
  ),
);

// The rooms of the command line, lowest first, with the rooms that each may import. The files beside
// the rooms are errors.ts, which all may, and the program, which nothing may.
const cliRooms = {
  "command-line": [],
  environment: ["command-line"],
  strategies: ["environment"],
  metrics: ["environment", "strategies"],
  load: ["command-line"],
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

module.exports = {
  forbidden: [
    ...floorRules,
    ...devRules,
    ...cliRules,
    rule(
      "apps-do-not-import-dev-packages",
      "What is deployed holds nothing that is for development. The cli app may: it offers them as commands.",
      { path: "^apps/(?!cli/)[^/]+/src/" },
      { path: `^packages/(${Object.keys(devPackages).join("|")})/` },
    ),
    rule(
      "apps-do-not-import-each-other",
      "Apps import packages, never each other.",
      { path: "^apps/([^/]+)/" },
      { path: "^apps/", pathNot: "^apps/$1/" },
    ),
    rule("no-cycles", "A cycle is two files that are one.", {}, { circular: true }),
    rule(
      "packages-are-imported-by-name",
      "Across packages, import the package's name: its index is what it offers.",
      { path: "^(packages|apps)/([^/]+)/" },
      { path: "^packages/", pathNot: ["^$1/$2/", "^packages/[^/]+/src/index\\.ts$"] },
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
