import type { ErrorClass } from "./error-class.ts";
import { SpillwayError, type SpillwayErrorOptions } from "./spillway-error.ts";

/** One code of a package: its class, and for the compiler the facts that come with it. */
export interface CodeDefinition<Details extends object = object> {
  readonly errorClass: ErrorClass;
  /** Never set: it only carries the type. */
  readonly detailsType?: Details;
}

/** A code of class `usage`, with the type of its `details` if it has some. */
export const usage = <Details extends object = object>() => of<Details>("usage");
/** A code of class `environment`, with the type of its `details` if it has some. */
export const environment = <Details extends object = object>() => of<Details>("environment");
/** A code of class `data`, with the type of its `details` if it has some. */
export const data = <Details extends object = object>() => of<Details>("data");
/** A code of class `defect`, with the type of its `details` if it has some. */
export const defect = <Details extends object = object>() => of<Details>("defect");

function of<Details extends object>(errorClass: ErrorClass): CodeDefinition<Details> {
  return { errorClass };
}

type Definitions = Readonly<Record<string, CodeDefinition>>;
type DetailsOf<Definition> = Definition extends CodeDefinition<infer Details> ? Details : never;
// An error of one code is also a SpillwayError of any: what reads details by their names takes both.
type ErrorOf<Code extends string, Definition> = SpillwayError<
  Code,
  DetailsOf<Definition> & Readonly<Record<string, unknown>>
>;
// Details that a code has are asked for; a code without them takes none.
type OptionsOf<Definition> =
  object extends DetailsOf<Definition>
    ? [options?: SpillwayErrorOptions]
    : [options: SpillwayErrorOptions & { readonly details: DetailsOf<Definition> }];

/** Makes errors of one package's codes, and knows which those are. */
export interface ErrorMaker<Codes extends Definitions> {
  <Code extends keyof Codes & string>(
    code: Code,
    message: string,
    ...options: OptionsOf<Codes[Code]>
  ): ErrorOf<Code, Codes[Code]>;
  /** Every code with its class. */
  readonly codes: Codes;
  /** Whether `error` has this code of the package; then its details have their type. */
  is<Code extends keyof Codes & string>(
    error: unknown,
    code: Code,
  ): error is ErrorOf<Code, Codes[Code]>;
}

/** The codes that a maker makes errors of, as a closed union. */
export type CodeOf<Maker> = Maker extends ErrorMaker<infer Codes> ? keyof Codes & string : never;

/**
 * Defines the codes of one package, each with its class and its details, and gives the function that
 * makes its errors. A code that is not defined does not compile.
 *
 * Messages say what was expected and what came: `expected …; came …`.
 *
 * @example
 * export const csvError = errorsOf({
 *   CSV_DELIMITER_INVALID: usage<{ delimiter: string }>(),
 *   CSV_HEADER_INVALID: usage(),
 * });
 * export type CsvErrorCode = CodeOf<typeof csvError>; // "CSV_DELIMITER_INVALID" | "CSV_HEADER_INVALID"
 *
 * throw csvError("CSV_DELIMITER_INVALID", 'expected a delimiter of one character; came ";;"', {
 *   details: { delimiter: ";;" },
 *   hint: "Write a tab as \\t.",
 * });
 */
export function errorsOf<const Codes extends Definitions>(codes: Codes): ErrorMaker<Codes> {
  const make = (code: string, message: string, options: SpillwayErrorOptions = {}) => {
    const errorClass = codes[code]?.errorClass ?? "defect";
    const error = new SpillwayError(code, message, errorClass, options);
    // The stack begins where the error was asked for.
    Error.captureStackTrace(error, make);
    return error;
  };
  const is = (error: unknown, code: string): error is SpillwayError<never, never> =>
    error instanceof SpillwayError && error.code === code;
  // The compiler can't follow a code to its details here; the signatures of ErrorMaker can.
  return Object.assign(make, { codes, is }) as unknown as ErrorMaker<Codes>;
}
