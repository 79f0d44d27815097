export interface KeyTemplate {
  fill(record: Readonly<Record<string, unknown>>): string;
}
export function keyTemplate(text: string): KeyTemplate {
  return {
    fill: (record) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(record[name])),
  };
}
export function shardOf(text: string, shards: number): number {
  return text.length % shards;
}
export function shardedKey(key: string, shard: number, _shards: number): string {
  return `${key}#${shard}`;
}
