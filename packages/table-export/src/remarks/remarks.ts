import * as z from "zod";

/** What is told of attributes once, when an export is done. */
export const REMARKS = [
  /** Sets that come back as lists. */
  "set",
  /** Binary that comes back as base64 text. */
  "binary",
  /** Lists, maps and sets that come back as JSON text. */
  "nested",
  /** Nulls that come back as nothing. */
  "null",
  /** Empty texts that come back as nothing. */
  "empty",
  /** Numbers and booleans in a column of other values: they come back as text. */
  "mixed",
  /** Attributes that no column has. */
  "left-out",
  /** Texts that a spreadsheet may take for a formula. */
  "formula",
  /** Texts that hold the character NUL, for which readers take a CSV for binary data. */
  "nul",
  /** Names that the header of a CSV can hold, but that `load` refuses. */
  "name",
  /** Numbers and booleans whose column can't be named in `--types`: they come back as text. */
  "untyped",
] as const;

/** The kind of a remark. */
export type RemarkKind = (typeof REMARKS)[number];

/** One thing that is told, with the attributes that it is told of. */
export interface Remark {
  readonly kind: RemarkKind;
  /** Values that it is true of. */
  readonly values: number;
  /** Names of their attributes, the first that were met. */
  readonly attributes: readonly string[];
  /** Whether there are other attributes, whose names were not kept. */
  readonly more: boolean;
}

const count = z.number().int().min(0);

/** Remarks as a checkpoint keeps them. */
export const remarksSchema = z.array(
  z.object({
    kind: z.enum(REMARKS),
    values: count,
    attributes: z.array(z.string()),
    more: z.boolean(),
  }),
) satisfies z.ZodType<readonly Remark[]>;

/** Names that are kept of one remark: a table whose attributes are named by its data has millions. */
const MAX_NAMES = 1_000;

/** Gathers remarks in bounded memory. */
export class RemarkTally {
  readonly #kinds = new Map<RemarkKind, { values: number; names: Set<string>; more: boolean }>();

  /** @param earlier what an earlier run of the same export gathered */
  constructor(earlier: readonly Remark[] = []) {
    for (const { kind, values, attributes, more } of earlier) {
      this.#kinds.set(kind, { values, names: new Set(attributes), more });
    }
  }

  /** Takes note of values of one attribute. */
  add(kind: RemarkKind, attribute: string, values = 1): void {
    let told = this.#kinds.get(kind);
    if (told === undefined) {
      told = { values: 0, names: new Set(), more: false };
      this.#kinds.set(kind, told);
    }
    told.values += values;
    if (told.names.has(attribute)) return;
    if (told.names.size < MAX_NAMES) told.names.add(attribute);
    else told.more = true;
  }

  /** All of them, in the order of {@link REMARKS}. */
  remarks(): readonly Remark[] {
    return REMARKS.flatMap((kind) => {
      const told = this.#kinds.get(kind);
      if (told === undefined) return [];
      return [{ kind, values: told.values, attributes: [...told.names], more: told.more }];
    });
  }
}
