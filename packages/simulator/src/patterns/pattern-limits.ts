/** Steps that a load may have: 31 days by the second, 1,860 days by the minute. */
export const MOST_STEPS = 31 * 86_400;

/** Writes, reads or units of one second that a load may have: 2,500 times a table's default quota of 40,000 units. */
export const MOST_PER_SECOND = 100_000_000;
