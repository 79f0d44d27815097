import { get, type IncomingMessage } from "node:http";
import { readAll } from "../../gateway/exchange.ts";

/** What moto answers at an address of AWS's: it looks at the `Host`, which `fetch` lets nobody choose. */
export async function askMoto(moto: string, address: string): Promise<Response> {
  const { host, pathname } = new URL(address);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(new URL(pathname, moto), { headers: { host } }, resolve).once("error", reject);
  });
  const body = await readAll(answer);
  return new Response(new Uint8Array(body), { status: answer.statusCode ?? 502 });
}
