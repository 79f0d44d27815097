export type { ChangedBy, ChangeEvent, ChangeType } from "./change-event.ts";
