const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A bar of `width` columns: what is settled, and the rest; it never shows full before all is. */
export function barOf(share: number | undefined, width: number): { full: string; rest: string } {
  // A terminal may say that it has no columns.
  if (width === 0) return { full: "", rest: "" };
  if (share === undefined) return { full: "", rest: "░".repeat(width) };
  const eighths = share >= 1 ? width * 8 : Math.min(width * 8 - 1, Math.floor(share * width * 8));
  const full = "█".repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? "");
  return { full, rest: "░".repeat(width - full.length) };
}
