export { type PaceItem, paceItemKey } from "./item/pace-item.ts";
export { SharedPacer, sharedPacer } from "./shared-pacer.ts";
export type { PaceLine, PaceTrouble, SharedPacerOptions } from "./shared-pacer-options.ts";
export { readPaceItem } from "./store/read-pace-item.ts";
