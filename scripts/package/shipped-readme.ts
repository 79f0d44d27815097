/** Where what only a reader of the sources needs begins. */
const FOR_DEVELOPERS = /\n## (?:Files|Rooms)\n/;
const CODE = /(^```[\s\S]*?^```$)/m;
const LINK = /\[([^\]]+)\]\(([^)]+)\)/g;

/**
 * A package's README as its users get it: its commands are called as they are installed, without what is for whoever
 * changes the sources, and without links to that or to files of the checkout, none of which lies in the package.
 */
export function shippedReadme(readme: string): string {
  const [forUsers = ""] = readme.split(FOR_DEVELOPERS);
  const headings = [...forUsers.matchAll(/^#+ (.+)$/gm)];
  const anchors = headings.map(([, heading = ""]) => anchorOf(heading));
  const leadsSomewhere = (to: string) => /^https?:/.test(to) || anchors.includes(to);
  const parts = forUsers.replaceAll(/(?:\.\/)?scripts\/spillway\b/g, "spillway").split(CODE);
  const shipped = parts.map((part) =>
    CODE.test(part)
      ? part
      : part.replaceAll(LINK, (link, text, to) => (leadsSomewhere(to) ? link : text)),
  );
  return `${shipped.join("").trimEnd()}\n`;
}

/** The address of a heading in its page, as GitHub and npm make it. */
function anchorOf(heading: string): string {
  const words = heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "");
  return `#${words.replaceAll(" ", "-")}`;
}
