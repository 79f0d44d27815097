import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files that take minutes, those that mostly wait before the others. Begun last, such a file is what a whole run
 * waits for, with the processor idle; begun first, the others run meanwhile. Two that start Terraform's provider
 * are not next to each other: it takes a core.
 */
const LONG = [
  // Terraform's provider, for queues and lifecycles: some 200 s.
  "/public-modules.integration.test.ts",
  "/persist.integration.test.ts",
  "/ingest-worker/test/handler.integration.test.ts",
  "/plan-tfvars.integration.test.ts",
  "/bench.integration.test.ts",
];

/** Runs files that take long before the others of their project, and these as Vitest orders them. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONG.findIndex((name) => moduleId.endsWith(name));
      return found === -1 ? LONG.length : found;
    };
    const group = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    return sorted.toSorted((a, b) => group(a) - group(b) || place(a) - place(b));
  }
}
