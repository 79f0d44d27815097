import { formatUnknown } from "./format-unknown.ts";

const ION_NAME = /\.ion(\.gz|\.zst)?$/i;
/** A version marker, or a field whose name has no quotes, as it never is in JSON. */
const ION_BEGINNING = /^(?:\$ion_1_\d\b|\{[ \t]*[A-Za-z_$][\w$]*[ \t]*:)/;
const MARKER = /^\$ion_1_0\s*/;
/** A line that ends within an item, or begins a list of them. */
const SPREAD = /[{[,]\s*$/;

/**
 * Whether a text is Amazon Ion, as DynamoDB exports it, by its name or its beginning.
 *
 * @param name the source's, as the person wrote it
 * @param text the decompressed beginning, without a byte order mark or spaces before it
 * @throws SpillwayError `SOURCE_FORMAT_UNKNOWN` for one whose items are spread over several lines
 */
export function isIonText(name: string, text: string): boolean {
  if (!ION_BEGINNING.test(text) && !ION_NAME.test(name)) return false;
  const [line = ""] = text.replace(MARKER, "").split("\n", 1);
  if (!SPREAD.test(line)) return true;
  const way = "Write one item a line, as DynamoDB does: $ion_1_0 {Item:{…}}";
  throw formatUnknown(name, "Amazon Ion whose items are spread over several lines", way);
}
