// The local cloud as a process: `node packages/local-cloud/src/main.ts --help`.
import { runLocalCloud } from "./process/run-local-cloud.ts";

process.exit(await runLocalCloud(process.argv.slice(2)));
