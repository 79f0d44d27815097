import type { Money } from "@spillway/cart";
import type { Happening } from "../history.ts";
import type { RacedCarts } from "../raced-carts.ts";
import type { Outcome, ShoppingOperation } from "../shopping-operation.ts";
import { sendUntilKnown } from "./attempts.ts";
import { doChore } from "./chores.ts";
import type { RacePlaces } from "./contender.ts";
import type { Death, MortalClient } from "./mortal-client.ts";
import type { RaceDay } from "./race-day.ts";
import { nextChore, nextIntention, nextUser, oneOf } from "./shopping-generator.ts";

/** How far the shop's clock goes on while each client makes one request. */
const ROUND_MS = 60_000;
const MAX_SKEW_MS = 2_000;
/** Of requests that could be sent again. */
const REMEMBERED = 20;
const CURRENCY = "EUR";

/** One client of a race, which does one thing after another for random users. */
export class Shopper {
  readonly #day: RaceDay;
  readonly #connection: MortalClient;
  readonly #places: RacePlaces;
  readonly #carts: RacedCarts;
  readonly #done: Happening[] = [];

  constructor(day: RaceDay) {
    const { contender, random, still } = day;
    this.#day = day;
    this.#connection = day.connect();
    // No two machines show the same time.
    const clock = day.clock.ahead((random() * 2 - 1) * MAX_SKEW_MS);
    this.#places = { ...still, client: this.#connection.client, clock };
    this.#carts = contender.open(this.#places);
  }

  /** Shops until so many requests have been made by all. */
  async shop(operations: number): Promise<void> {
    const { tally, clock, random, clients } = this.#day;
    while (tally.operations < operations) {
      tally.operations += 1;
      clock.advance(ROUND_MS / clients);
      await this.#next();
      const chore = nextChore(random);
      if (chore !== undefined) await doChore(chore, this.#day, this.#places);
    }
  }

  /** Looks into a cart. */
  async look(userId: string): Promise<void> {
    await this.#request(userId, { kind: "find" });
  }

  destroy(): void {
    this.#connection.destroy();
  }

  async #next(): Promise<void> {
    const { random, users, products, deathRate } = this.#day;
    const userId = nextUser(random, users);
    const intention = nextIntention(random, { products });
    if (intention.is === "again") return this.#repeat(intention.isForged);
    const operation: ShoppingOperation =
      intention.is === "new"
        ? intention.operation
        : { kind: "checkout", total: await this.#presentTotal(userId) };
    await this.#request(userId, operation, random() < deathRate ? this.#death() : undefined);
  }

  async #request(userId: string, operation: ShoppingOperation, death?: Death): Promise<void> {
    const { history, tally, random, contender } = this.#day;
    const key = crypto.randomUUID();
    const end = history.begin();
    this.#connection.revive(death);
    let outcome: Outcome = await this.#send(userId, operation, key);
    this.#connection.revive();
    if (outcome.is === "unknown") tally.deaths += 1;
    // Every second time another process takes it up, as a caller does who heard nothing.
    if (outcome.is === "unknown" && random() < 0.5) {
      outcome = await this.#send(userId, operation, key);
    }
    const happening = { userId, key, operation, span: end(), outcome };
    history.happenings.push(happening);
    const { from, to } = happening.span;
    if (to - from > contender.repeatSeconds) tally.overdue += 1;
    if (outcome.is !== "changed" && outcome.is !== "ordered") return;
    this.#done.push(happening);
    if (this.#done.length > REMEMBERED) this.#done.shift();
  }

  /** Sends what was done before once more, while it has to be remembered. */
  async #repeat(isForged: boolean): Promise<void> {
    const { history, random, clock, contender } = this.#day;
    const laterThan = clock.now() / 1_000 - contender.repeatSeconds / 2;
    const recent = this.#done.filter(({ span }) => span.from > laterThan);
    if (recent.length === 0) return;
    const first = oneOf(random, recent);
    const { userId, operation, key } = first;
    // Which of two forged removals came first can't be told: there is nothing to forge in one.
    if (isForged && operation.kind === "remove") return;
    const sent = isForged ? forged(operation) : operation;
    const outcome = await this.#send(userId, sent, key);
    history.repetitions.push({ first, isForged, outcome });
  }

  #send(userId: string, operation: ShoppingOperation, key: string): Promise<Outcome> {
    return sendUntilKnown(this.#carts, { userId, operation, key }, this.#day.tally);
  }

  /** What the shopper sees: the cart at the prices that the shop shows. */
  async #presentTotal(userId: string): Promise<Money> {
    const outcome = await this.#send(userId, { kind: "find" }, crypto.randomUUID());
    const lines = outcome.is === "found" ? outcome.cart.lines : [];
    const amount = lines.reduce(
      (sum, { productId, quantity }) => sum + quantity * (this.#day.prices.get(productId) ?? 0),
      0,
    );
    return { amount, currency: CURRENCY };
  }

  #death(): Death {
    const { random } = this.#day;
    return {
      atRequest: 1 + Math.floor(random() * 4),
      moment: random() < 0.5 ? "before" : "after",
    };
  }
}

function forged(operation: ShoppingOperation): ShoppingOperation {
  if ("quantity" in operation) return { ...operation, quantity: operation.quantity + 1 };
  return { kind: "checkout", total: { amount: 1, currency: CURRENCY } };
}
