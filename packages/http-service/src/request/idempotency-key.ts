import * as z from "zod";

/**
 * The header `Idempotency-Key`: a string of structured fields, `"8e03978e"`, or without the quotes.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export const idempotencyKeySchema = z
  .string()
  .transform((text) => /^"(.*)"$/.exec(text)?.[1] ?? text)
  .pipe(
    z
      .string()
      .regex(
        /^[A-Za-z0-9._~:/+=@-]{1,255}$/,
        "expected 1 to 255 of a-z A-Z 0-9 . _ ~ : / + = @ -, such as a UUID",
      ),
  );
