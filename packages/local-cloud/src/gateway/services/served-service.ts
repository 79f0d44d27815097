/** How a service stands in the local cloud. */
export type Standing =
  /** It does what it does on AWS, as far as the sentence says. */
  | "runs"
  /** moto answers: it keeps what it is given, and nothing follows from it. */
  | "answered"
  /** What would have to run is refused when it is created; reading and deleting are moto's. */
  | "refused";

/** A creation that is refused, since nothing would run it. */
export interface RefusedCreation {
  /**
   * Tested against the operation (`CreateStack`), or method and path where a service has no names
   * of operations (`POST /v1/pipes/orders`).
   */
  readonly asked: RegExp;
  /** Only where the body, as text, is like this. */
  readonly body?: RegExp;
  /** What is not run, with its article: `a CloudFormation stack`. */
  readonly what: string;
  /** What to do instead. */
  readonly instead: string;
}

/** A service, or several of one kind, and how it stands. */
export interface ServedService {
  readonly title: string;
  /** The names that requests are signed for. */
  readonly names: readonly string[];
  readonly standing: Standing;
  /** For a reader who asks what they can count on. */
  readonly sentence: string;
  readonly refuses?: readonly RefusedCreation[];
}
