export { sampleRecords } from "./sample-records.ts";
export { spikeEventSchema } from "./spike-event.ts";
export { SPIKE_KEYS, type Spike, type SpikeRecord, spikeRecords } from "./spike-records.ts";
