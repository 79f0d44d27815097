export { sampleRecords } from "./sample-records.ts";
export { type SampleSpikeErrorCode, sampleSpikeError } from "./sample-spike-error.ts";
export { spikeEventSchema } from "./spike-event.ts";
export { SPIKE_KEYS, type Spike, type SpikeRecord, spikeRecords } from "./spike-records.ts";
