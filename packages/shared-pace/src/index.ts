export { takeBack } from "./item/give-back.ts";
export { type PaceItem, paceItemKey } from "./item/pace-item.ts";
export { sell } from "./item/sale.ts";
export { SharedPacer, sharedPacer } from "./shared-pacer.ts";
export type { PaceLine, PaceTrouble, SharedPacerOptions } from "./shared-pacer-options.ts";
export type { PaceStore } from "./store/pace-store.ts";
export { readPaceItem } from "./store/read-pace-item.ts";
