/** Takes note of what is wrong in one place of a document. */
export interface Problems {
  /** `expected …; came …`, in this place. */
  add(text: string): void;
  /** A condition operator that is not known, in this place. */
  addUnknownOperator(operator: string): void;
}

/** Everything that is wrong with one document. */
export class ProblemList {
  readonly all: string[] = [];
  /** Whether something else is wrong than unknown operators. */
  onlyOperators = true;

  /** Notes of one place, such as `statement 2 (WriteOrders)`; "" for the document itself. */
  at(place: string): Problems {
    const prefix = place === "" ? "" : `${place}: `;
    return {
      add: (text) => {
        this.onlyOperators = false;
        this.all.push(`${prefix}${text}`);
      },
      addUnknownOperator: (operator) => {
        this.all.push(
          `${prefix}expected a condition operator that IAM documents; came ${shown(operator)}`,
        );
      },
    };
  }
}

/** A value of a document as a message shows it. */
export function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

/** Whether the value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string or a list of strings, as IAM takes them everywhere; undefined for anything else or none. */
export function stringList(value: unknown): readonly string[] | undefined {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const strings = list.filter((entry) => typeof entry === "string");
  return list.length > 0 && strings.length === list.length ? strings : undefined;
}
