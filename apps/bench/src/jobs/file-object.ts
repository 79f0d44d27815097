import { open } from "node:fs/promises";
import type { RangedObject } from "@spillway/records";

/** A file, read in parts as an object is. */
export async function fileObject(path: string): Promise<RangedObject> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    return { size, read: (begin, end) => part(path, begin, end) };
  } finally {
    await file.close();
  }
}

async function part(path: string, begin: number, end: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(end - begin), 0, end - begin, begin);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
