/**
 * Settings of the AWS clients behind a request that somebody waits for: three attempts, a second to connect, five
 * for an answer. What does not answer by then is told as 503, and may be sent again.
 *
 * @example
 * const dynamodb = new DynamoDBClient(CLIENT_SETTINGS);
 */
export const CLIENT_SETTINGS = {
  maxAttempts: 3,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: 5_000,
    // Without it a request that takes longer is only complained of.
    throwOnRequestTimeout: true,
  },
} as const;
