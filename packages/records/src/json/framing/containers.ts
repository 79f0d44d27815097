import { OPEN_ARRAY, OPEN_OBJECT } from "./json-bytes.ts";
import type { Role } from "./roles.ts";

type Bracket = typeof OPEN_ARRAY | typeof OPEN_OBJECT;

/** Where something begins. */
export interface Place {
  readonly line: number;
  readonly byte: number;
}

/** An array or object that was entered, since what is in it has roles of its own. */
interface Container {
  readonly bracket: Bracket;
  /** The role of each element, or of the member of a name. */
  readonly roles: Role | ((name: string) => Role);
  /** The names that lead to it, from the outermost. */
  readonly names: readonly string[];
  readonly place: Place;
  /** The names of its first members. */
  readonly members: string[];
  /** The array that was left last in it. */
  array?: Container;
  hasInner: boolean;
}

/** An object at the root, or in an array there, that nothing of use was in. */
export interface UselessObject extends Place {
  readonly members: readonly string[];
}

const MEMBERS_NAMED = 10;

/** Where in a text a framer is: in which arrays and objects, and at which member. */
export class Containers {
  /** How many objects were entered at the root, or in an array there. */
  documents = 0;
  readonly #root: Role;
  readonly #open: Container[] = [];
  #name: string | undefined;
  #hasColon = false;
  #firstName: string | undefined;

  constructor(root: Role) {
    this.#root = root;
  }

  /** Whether something was entered that was not left yet. */
  get isInside(): boolean {
    return this.#open.length > 0;
  }

  get isInObject(): boolean {
    return this.#open.at(-1)?.bracket === OPEN_OBJECT;
  }

  /** Whether a member's name is what should come. */
  get expectsName(): boolean {
    return this.isInObject && this.#name === undefined;
  }

  /** Whether the colon after a name is what should come. */
  get expectsColon(): boolean {
    return this.#name !== undefined && !this.#hasColon;
  }

  /** The first name in the first object that was entered at the root: others will begin so too. */
  get firstName(): string | undefined {
    return this.#firstName;
  }

  /** The role of a value that begins here; undefined where none should. */
  roleOfNext(): Role | undefined {
    const inner = this.#open.at(-1);
    if (inner === undefined) return this.#root;
    if (typeof inner.roles !== "function") return inner.roles;
    return this.#name !== undefined && this.#hasColon ? inner.roles(this.#name) : undefined;
  }

  /** The names that lead to a value that begins here. */
  namesOfNext(): readonly string[] {
    const names = this.#open.at(-1)?.names ?? [];
    return this.#name === undefined ? names : [...names, this.#name];
  }

  named(name: string): void {
    this.#firstName ??= name;
    this.#name = name;
    this.#hasColon = false;
    const members = this.#open.at(-1)?.members ?? [];
    if (members.length < MEMBERS_NAMED) members.push(name);
  }

  colon(): void {
    this.#hasColon = true;
  }

  /** A member's value has ended, or none came. */
  valueDone(): void {
    this.#name = undefined;
    this.#hasColon = false;
  }

  enter(bracket: Bracket, roles: Container["roles"], place: Place): void {
    const parent = this.#open.at(-1);
    if (bracket === OPEN_OBJECT && !this.#open.some((open) => open.bracket === OPEN_OBJECT)) {
      this.documents += 1;
    }
    if (parent !== undefined) parent.hasInner = true;
    const names = this.namesOfNext();
    this.#open.push({ bracket, roles, names, place, members: [], hasInner: false });
    this.valueDone();
  }

  /**
   * Leaves the innermost by its closing bracket.
   *
   * @returns whether the bracket is the right one, and an object of no use that was left
   */
  leave(closing: number): { readonly useless?: UselessObject } | undefined {
    const inner = this.#open.at(-1);
    // In ASCII a bracket's closing one is two places after it.
    if (inner?.bracket !== closing - 2) return undefined;
    this.#open.pop();
    this.valueDone();
    const parent = this.#open.at(-1);
    if (inner.bracket === OPEN_ARRAY && parent !== undefined) parent.array = inner;
    const isDocument = inner.bracket === OPEN_OBJECT && !this.isInObject;
    if (!isDocument || inner.hasInner) return {};
    return { useless: { ...inner.place, members: inner.members } };
  }

  /** Goes back into the array that was left last, where a bracket too many had closed it. */
  enterAgain(): boolean {
    const array = this.#open.at(-1)?.array;
    if (array === undefined) return false;
    this.#open.push(array);
    return true;
  }

  /** Leaves all: a new text has begun. */
  leaveAll(): void {
    this.#open.length = 0;
    this.valueDone();
  }
}
