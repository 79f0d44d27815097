import type { CheckpointStore } from "../checkpoint/checkpoint-store.ts";
import type { RejectStore } from "../rejects/reject-store.ts";

/** What the places of a load can be named after. */
export interface LoadPlace {
  /** The last part of the source's name: `users.csv`, or `stdin`. */
  readonly label: string;
  /** The table's name, without the rest of an ARN. */
  readonly table: string;
}

/** Finds the places where a load keeps what must outlive its run. */
export interface LoadStores {
  /**
   * @param isRereadable whether the source can be read a second time, as a pipe can't
   * @returns undefined where no checkpoint is kept; then the load can't be gone on with
   */
  checkpoint(
    place: LoadPlace & { readonly isRereadable: boolean },
  ): Promise<CheckpointStore | undefined>;
  /**
   * @param earlier the `address` of the store that the runs before this one used
   * @returns undefined where rejects are not kept
   */
  rejects(
    place: LoadPlace & { readonly earlier: string | undefined },
  ): Promise<RejectStore | undefined>;
}
