import type { ChangeEvent } from "../change-event.ts";
import type { FailedChange, Sink } from "../sink.ts";
import { auditLine } from "./audit-line.ts";
import { auditBytes, auditObjects } from "./audit-object.ts";
import { DEFAULT_AUDIT_PREFIX } from "./audit-prefix.ts";

/** Where audit objects lie. */
export interface AuditStore {
  /** Puts an object unless its key is there: then the object is the same, and all is well. */
  putIfAbsent(key: string, body: Buffer): Promise<void>;
}

/** How the audit log is written. */
export interface AuditSinkOptions {
  readonly store: AuditStore;
  /** Before each key. Default `audit-logs/`. */
  readonly prefix?: string;
  /** A change's line. Default {@link auditLine}; whoever needs the line elsewhere too gives one that remembers. */
  readonly lineOf?: (change: ChangeEvent) => string;
}

/** Writes the audit log: the changes of a batch as one object, of a batch over midnight as two. */
export function auditSink(options: AuditSinkOptions): Sink {
  const { store, prefix = DEFAULT_AUDIT_PREFIX, lineOf = auditLine } = options;
  return {
    name: "audit",
    async write(changes, { retry }) {
      const failed: FailedChange[] = [];
      await Promise.all(
        auditObjects(changes, prefix).map(async (object) => {
          try {
            const body = auditBytes(object.changes, lineOf);
            await retry(() => store.putIfAbsent(object.key, body));
          } catch (error) {
            for (const change of object.changes) failed.push({ change, error });
          }
        }),
      );
      return failed;
    },
  };
}
