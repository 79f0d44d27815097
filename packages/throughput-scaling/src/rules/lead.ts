/**
 * How long before an expected use capacity is raised for it, in milliseconds: a minute until the next look,
 * and one for DynamoDB to finish the update.
 */
export const LEAD_MS = 120_000;
