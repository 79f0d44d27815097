/** Events of the real world, counted in equal steps. */
export interface CountedTrace {
  readonly name: string;
  /** When the first step began, in ISO 8601. */
  readonly firstStep: string;
  readonly stepSeconds: number;
  /** One count for each step, parted by blanks: a text, so that it stays small. */
  readonly counts: string;
}
