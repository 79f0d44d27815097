/** Where what only a reader of the sources needs begins. */
const FOR_DEVELOPERS = "\n## Files\n";
/** A link to a file of the checkout: nothing of it lies in the package. */
const LINK_INTO_CHECKOUT = /\[([^\]]+)\]\((?!https?:|#)[^)]+\)/g;

/**
 * A package's README as its users get it: its commands are called as they are installed, without what is for whoever
 * changes the sources, and without links to them.
 */
export function shippedReadme(readme: string): string {
  const [forUsers = ""] = readme.split(FOR_DEVELOPERS);
  return `${forUsers
    .replaceAll(/(?:\.\/)?scripts\/spillway\b/g, "spillway")
    .replaceAll(LINK_INTO_CHECKOUT, "$1")
    .trimEnd()}\n`;
}
