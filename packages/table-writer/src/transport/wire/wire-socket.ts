import { connect, isIP, type Socket } from "node:net";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import type { HandlerSettings } from "./wire-agent.ts";
import type { OpenSocket } from "./wire-connection.ts";

/** Where requests of one kind go. */
export interface WireAddress {
  readonly protocol: "http:" | "https:";
  readonly hostname: string;
  readonly port: number | undefined;
  readonly path: string;
}

/** Without a byte for so long, a connection is given up. The SDK would wait for ever. */
const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Makes what opens connections to an address, with the options of the SDK's agent: certificate
 * authorities, a client certificate, a lookup function, … A socket times out when so long no byte came.
 */
export function socketOpener(address: WireAddress, settings: HandlerSettings): OpenSocket {
  const isTls = address.protocol === "https:";
  // An address of IPv6 stands in brackets in a URL, and without them everywhere else.
  const host = address.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = address.port ?? (isTls ? 443 : 80);
  const own = {
    host,
    port,
    noDelay: true,
    keepAlive: true,
    timeout: settings.requestTimeoutMs ?? DEFAULT_TIMEOUT_MS,
  };
  if (!isTls) {
    const options = { ...settings.agents?.http, ...own };
    return (onread) => connect({ ...options, onread });
  }
  const options: ConnectionOptions = {
    // A name of an address is none that a certificate could be asked for.
    servername: isIP(host) === 0 ? host : "",
    ...settings.agents?.https,
    ...own,
    ALPNProtocols: ["http/1.1"],
  };
  let session: Buffer | undefined;
  return (onread): Socket => {
    const opening = { ...options, ...(session && { session }), onread };
    const socket = connectTls(opening);
    socket.on("session", (resumable: Buffer) => {
      session = resumable;
    });
    socket.on("error", () => {
      session = undefined;
    });
    return socket;
  };
}
