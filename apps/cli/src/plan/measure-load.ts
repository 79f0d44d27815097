import { Interrupt, measureSource } from "@spillway/load";
import { systemClock } from "@spillway/pacing";
import type { Workload } from "@spillway/planner";
import { formatCount } from "@spillway/report-page";
import { transformOf } from "../load/transform-option.ts";
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
  const measure = await measureSource(
    {
      ...{ source, table: table.shape, deletes, empty, header },
      ...(await transformOf(options.transform)),
      ...defined({ delimiter, types, columns, skipLines, escape: options.escape }),
      ...defined({ format, encoding, pk, sk, shard, ttl }),
    },
    {
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
    },
  );
  return measuredLoad(measure, table);
}
