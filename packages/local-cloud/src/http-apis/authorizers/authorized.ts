import type { ApiRefusal } from "../serving/api-answers.ts";

/** What an authorizer decided. */
export type Authorized =
  | {
      readonly allowed: true;
      /** `requestContext.authorizer` of the event; undefined without an authorizer. */
      readonly context: Readonly<Record<string, unknown>> | undefined;
      /** What access logs tell of it, by the names of `$context` variables. */
      readonly logged: Readonly<Record<string, string>>;
    }
  | { readonly allowed: false; readonly refusal: ApiRefusal };
