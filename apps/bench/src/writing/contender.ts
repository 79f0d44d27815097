/** Where a contender writes. */
export interface Target {
  readonly endpoint: string;
  readonly table: string;
}

/** One way to write many items. */
export interface Contender {
  /** Makes what is needed to write these items; not measured. */
  prepare?(from: number, count: number): Promise<void>;
  /** Writes items `from` to `from + count - 1` to the last one. */
  write(from: number, count: number): Promise<void>;
}

/** Requests in flight, the same for all who can say. */
export const CONCURRENCY = 5;

export const CLIENT_SETTINGS = {
  region: "us-east-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
} as const;
