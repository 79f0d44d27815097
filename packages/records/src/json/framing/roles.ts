/**
 * What becomes of a value: it is given as a frame, passed over, or entered, where its elements or members
 * have roles of their own.
 */
export interface Role {
  /** Of an object; a function enters it and says the role of each member. */
  readonly object: "frame" | "skip" | ((name: string) => Role);
  /** Of an array; a role enters it and is that of each element. */
  readonly array: "frame" | "skip" | Role;
  /** Of a string, a number, and what is no JSON. */
  readonly scalar: "frame" | "skip";
}

/** A record, or what stands where one should: the reader says what is wrong with it. */
export const RECORD: Role = { object: "frame", array: "frame", scalar: "frame" };

/** What is of no use. */
export const UNUSED: Role = { object: "skip", array: "skip", scalar: "skip" };

/** An array of records. */
export const RECORDS: Role = { object: "skip", array: RECORD, scalar: "skip" };
