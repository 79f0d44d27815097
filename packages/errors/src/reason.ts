/** Why something was refused or not done: a stable code for programs, a sentence for people. */
export interface Reason {
  readonly code: string;
  readonly message: string;
}

/** What a report keeps of an error: no stack, no cause. */
export function reasonOf(error: Reason): Reason {
  return { code: error.code, message: error.message };
}
