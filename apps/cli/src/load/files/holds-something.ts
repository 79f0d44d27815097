import { stat } from "node:fs/promises";

/** Whether a file of that name is there and holds something. */
export async function holdsSomething(path: string): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size > 0,
    () => false,
  );
}
