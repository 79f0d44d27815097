/** Where the audit log lies in its bucket when nothing else is said. */
export const DEFAULT_AUDIT_PREFIX = "audit-logs/";
