import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Runs the files by name, and the one that destroys what the others look at after them. */
export class TakeDownLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLast = ({ moduleId }: TestSpecification) => moduleId.endsWith("/take-down.test.ts");
    return files.toSorted(
      (a, b) => Number(isLast(a)) - Number(isLast(b)) || a.moduleId.localeCompare(b.moduleId, "en"),
    );
  }
}
