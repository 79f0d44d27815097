/**
 * Whether a test that takes minutes at its full size should take it: `scripts/test.sh --full` sets
 * `SPILLWAY_TEST_SIZE=full`. By default it takes a size that shows the same within seconds.
 */
export function isFullSize(): boolean {
  return process.env.SPILLWAY_TEST_SIZE === "full";
}
