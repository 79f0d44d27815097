import type { ItemText } from "../formats/item-text.ts";
import type { ExportLedger } from "./export-ledger.ts";
import type { ExportOutput } from "./export-places.ts";
import type { ExportServices } from "./export-request.ts";

/** So much is read again after a crash, at most. */
const CHECKPOINT_MS = 500;

export interface ReadItemsOptions {
  readonly services: ExportServices;
  readonly ledger: ExportLedger;
  readonly text: ItemText;
  readonly output: ExportOutput;
  /** Keeps how far it is. */
  readonly save: () => Promise<void>;
}

/**
 * Writes the items of all pages that are left. How far it is is saved again and again, and at its end,
 * also where it was ended or the scan failed; not where the output failed, of which nobody knows then
 * what it holds.
 *
 * @returns whether the scan came to its end
 */
export async function readItems(options: ReadItemsOptions): Promise<boolean> {
  const { services, ledger, output, save } = options;
  const { clock, signal, checkpointMs = CHECKPOINT_MS } = services;
  let savedMs = clock.now();
  let isWriting = false;
  const written = async (write: Promise<void>) => {
    isWriting = true;
    await write;
    isWriting = false;
  };
  try {
    for await (const page of services.pages(ledger.place)) {
      let chunk = "";
      for (const item of page.items) {
        ledger.columns?.add(item);
        chunk += options.text.textOf(item);
      }
      if (chunk !== "") await written(output.write(chunk));
      ledger.add(page);
      services.onProgress?.(ledger.progress("items", ledger.items));
      if (clock.now() - savedMs >= checkpointMs) {
        await written(save());
        savedMs = clock.now();
      }
      if (signal.aborted) break;
    }
  } catch (error) {
    if (isWriting) throw error;
    // The scan's error says more than one of saving.
    await save().catch(() => {});
    if (!signal.aborted) throw error;
    return false;
  }
  await save();
  return !signal.aborted;
}
