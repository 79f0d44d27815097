/** A user as the demo's file has it. */
export interface User {
  readonly id: string;
  readonly run: string;
  readonly name: string;
  readonly email: string;
  readonly country: string;
}

/** The keys of a user's item. */
export const USER_KEYS = { pk: "USER#{id}", sk: "PROFILE" };

const NAMES = ["Ada", "Ben", "Chiara", "Dae", "Eve", "Farid", "Grete", "Hugo", "Ines", "Jun"];
const COUNTRIES = ["AT", "BR", "DE", "FR", "IN", "JP", "KE", "US"];

/** The users of a run: the same each time. */
export function usersOf(run: string, count: number): readonly User[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${run}-${String(index).padStart(6, "0")}`,
    run,
    name: `${NAMES[index % NAMES.length]} "the ${index}th", of ${run}`,
    email: `user-${index}@example.com`,
    country: COUNTRIES[index % COUNTRIES.length] ?? "",
  }));
}

/**
 * Users as CSV.
 *
 * @param isBad tells by its number whose line lacks its id, so that no key can be made of it
 */
export function csvOf(users: readonly User[], isBad: (index: number) => boolean): string {
  const lines = users.map(({ id, run, name, email, country }, index) =>
    [isBad(index) ? "" : id, run, `"${name.replaceAll('"', '""')}"`, email, country].join(","),
  );
  return `id,run,name,email,country\n${lines.join("\n")}\n`;
}
