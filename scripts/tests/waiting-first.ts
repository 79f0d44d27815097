import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files that mostly wait, the longest first. Begun last, such a file is what a whole run waits for, with the
 * processor idle; begun first, the others run meanwhile.
 */
const WAITING = [
  // Terraform's provider, for queues and lifecycles: some 200 s.
  "/public-modules.integration.test.ts",
  "/persist.integration.test.ts",
];

/** Runs files that wait long before the others of their project, and these as Vitest orders them. */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) => {
      const found = WAITING.findIndex((name) => moduleId.endsWith(name));
      return found === -1 ? WAITING.length : found;
    };
    const group = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    return sorted.toSorted((a, b) => group(a) - group(b) || place(a) - place(b));
  }
}
