import { type CodeOf, defect, errorsOf } from "@spillway/errors";
import type { Position } from "@spillway/records";

/** Makes the errors of this package. */
export const sampleSpikeError = errorsOf({
  SAMPLE_MALFORMED: defect<Position & { raw: string }>(),
});

export type SampleSpikeErrorCode = CodeOf<typeof sampleSpikeError>;
