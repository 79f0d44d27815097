/** Where the local cloud reports what went wrong without stopping it. */
export type ErrorReport = (message: string, error: unknown) => void;
