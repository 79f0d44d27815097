/** The name of the item that all who write a table take their time from. */
export function paceItemKey(table: string): { readonly pk: string; readonly sk: string } {
  return { pk: `PACE#${table}`, sk: "PACE" };
}
