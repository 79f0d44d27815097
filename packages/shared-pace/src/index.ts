export { paceItemKey } from "./pace-line.ts";
