import type { RecordTransform } from "@spillway/load";

/**
 * The transform of `--transform`, as a part of a request; nothing where there is none.
 *
 * @throws SpillwayError `TRANSFORM_NOT_FOUND`, `TRANSFORM_INVALID`
 */
export async function transformOf(
  file: string | undefined,
): Promise<{ readonly transform?: RecordTransform }> {
  if (file === undefined) return {};
  const { loadTransform } = await import("@spillway/load");
  return { transform: await loadTransform(file) };
}
