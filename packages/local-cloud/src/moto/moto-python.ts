import { readFileSync } from "node:fs";
import path from "node:path";

/** In the folder of moto's patches: the Python that runs moto, noted as it starts. */
const NOTED = path.join("python", "executable");

/** The Python that runs moto, so that boto3 is there as it is on Lambda. */
export function motoPython(stateDir: string): string {
  return readFileSync(path.join(stateDir, NOTED), "utf8");
}
