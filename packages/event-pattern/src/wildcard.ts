import { invalidPattern } from "./invalid-pattern.ts";

/**
 * A test for a text with wildcards: `*` stands for any number of characters, `\*` for a star, `\\` for a
 * backslash. Two stars side by side are refused, as EventBridge does.
 *
 * @throws SpillwayError EVENT_PATTERN_INVALID
 * @example
 * wildcard("dir/*.png")("dir/one/two.png") // true
 */
export function wildcard(pattern: string): (text: string) => boolean {
  const [first = "", ...others] = piecesOf(pattern);
  const last = others.pop();
  if (last === undefined) return (text) => text === first;
  return (text) => {
    if (text.length < first.length + last.length) return false;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    const end = text.length - last.length;
    let from = first.length;
    for (const piece of others) {
      const at = text.indexOf(piece, from);
      if (at < 0 || at + piece.length > end) return false;
      from = at + piece.length;
    }
    return true;
  };
}

/** What stands between the wildcards. */
function piecesOf(pattern: string): string[] {
  const pieces: string[] = [];
  let piece = "";
  let afterStar = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const character = pattern.charAt(at);
    if (character === "*") {
      if (afterStar) throw invalidPattern(`Consecutive wildcard characters at pos ${at + 1}`);
      afterStar = true;
      pieces.push(piece);
      piece = "";
      continue;
    }
    afterStar = false;
    if (character === "\\") {
      at += 1;
      const escaped = pattern.charAt(at);
      if (escaped !== "*" && escaped !== "\\") {
        throw invalidPattern(`Invalid escape character at pos ${at}`);
      }
      piece += escaped;
    } else {
      piece += character;
    }
  }
  return [...pieces, piece];
}
