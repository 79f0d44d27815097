import { exportError } from "../errors.ts";
import type { ExportOutput, ExportPlaces } from "./export-places.ts";
import type { ExportRequest } from "./export-request.ts";

/**
 * Whether the columns that were named, or were not, can be had.
 *
 * @throws SpillwayError `COLUMNS_NEED_CSV`, `COLUMNS_MISSING`
 */
export function assertColumns({ format, columns }: ExportRequest, places: ExportPlaces): void {
  if (format !== "csv") {
    if (columns === undefined) return;
    throw exportError("COLUMNS_NEED_CSV", `expected columns of a CSV; the format is ${format}`, {
      hint: "Take --format csv, or let the table give fewer attributes: --projection 'a, b'",
    });
  }
  if (columns === undefined && places.openSpool === undefined) throw missing();
}

/** Opens what items wait in while columns are found. */
export async function openSpool(places: ExportPlaces, bytes: number): Promise<ExportOutput> {
  if (places.openSpool === undefined) throw missing();
  return places.openSpool(bytes);
}

function missing() {
  return exportError(
    "COLUMNS_MISSING",
    "expected the columns of a CSV on standard output: they are known only when all was read",
    { hint: "Name them, --columns a,b,c, or write into a file." },
  );
}
