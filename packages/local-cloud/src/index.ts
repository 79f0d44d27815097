export type { LocalCloudOptions } from "./options.ts";
export { type LocalCloud, startLocalCloud } from "./start-local-cloud.ts";
