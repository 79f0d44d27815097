import { InvalidArgumentError } from "commander";

/** `500` units a second, or a whole percentage: `80%`. */
export function jobRate(text: string): number | `${number}%` {
  const [, value, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? [];
  const number = Number(value);
  if (percent === "" && number > 0) return number;
  if (percent === "%" && Number.isInteger(number) && number >= 1 && number <= 100) {
    return `${number}%`;
  }
  throw new InvalidArgumentError("Expected units a second such as 500, or a share: 1% to 100%.");
}
