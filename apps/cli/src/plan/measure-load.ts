import { Interrupt, type MeasureServices, measureSource } from "@spillway/load";
import { systemClock } from "@spillway/pacing";
import type { Workload } from "@spillway/planner";
import { formatCount } from "@spillway/report-page";
import { withTransform } from "../load/transform-option.ts";
import type { LoadReading } from "./load-reading.ts";
import { defined } from "./load-wishes.ts";
import { measuredLoad } from "./measured-load.ts";

/** Measures a file, or several, for the table, and shows how far it is. Ctrl-C ends it: nothing is written. */
export async function measureLoad(
  source: readonly string[],
  reading: LoadReading,
): Promise<Workload> {
  const { options, table, clients, standardInput, progress } = reading;
  const { delete: deletes = false, empty, header, delimiter, types, columns, skipLines } = options;
  const { format, encoding, pk, sk, shard, ttl } = options;
  const request = {
    ...{ source, table: table.shape, deletes, empty, header },
    ...defined({ delimiter, types, columns, skipLines, escape: options.escape }),
    ...defined({ format, encoding, pk, sk, shard, ttl }),
  };
  const services: MeasureServices = {
    clients: clients(),
    standardInput,
    clock: systemClock,
    interrupt: new Interrupt(),
    onStart: () => {},
    onProgress: ({ bytesRead, bytes, recordsRead }) =>
      progress.show({
        share: bytes === undefined ? undefined : bytesRead / bytes,
        words: [`${formatCount(recordsRead)} records measured`],
      }),
  };
  const measure = await withTransform(options.transform, (transform) =>
    measureSource({ ...request, ...transform }, services),
  );
  return measuredLoad(measure, table);
}
