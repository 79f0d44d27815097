import type { Route } from "../gateway/gateway.ts";
import type { FunctionCode } from "../lambda-host/code/function-code.ts";

/** Which code of a function is meant. */
export interface CodePlace {
  readonly region: string;
  readonly name: string;
  /** In hexadecimal. */
  readonly hash: string;
}

const PAGE = /^\/_spillway\/code\/([a-z0-9-]+)\/([a-zA-Z0-9-_]+)\/([0-9a-f]{64})\.zip$/;

/** The path at which the zip of a function's code can be had, by whoever was told it, as on AWS. */
export function codePage({ region, name, hash }: CodePlace): string {
  return `/_spillway/code/${region}/${name}/${hash}.zip`;
}

/** @param codeIn the code of a region's functions; undefined for a region that is not in use */
export function codePageRoute(codeIn: (region: string) => FunctionCode | undefined): Route {
  return {
    accepts: ({ method, path }) => method === "GET" && PAGE.test(path),
    async handle(exchange) {
      const [, region = "", name = "", hash = ""] = PAGE.exec(exchange.path) ?? [];
      const zip = await codeIn(region)?.zipOf(name, hash);
      if (zip === undefined) exchange.reply(404, JSON.stringify({ message: "no such code" }));
      else exchange.reply(200, zip, { "content-type": "application/zip" });
    },
  };
}
