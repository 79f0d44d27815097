import type { IncomingRequest } from "../http/incoming-request.ts";

/** The name of a table that a request calls by its name or its ARN. */
export function tableName(table: string): string {
  return table.slice(table.lastIndexOf("/") + 1);
}

/** What tells tables apart: the region of the request, and the table's name. */
export function tableKey(request: IncomingRequest, table: string): string {
  return `${request.region}/${tableName(table)}`;
}
