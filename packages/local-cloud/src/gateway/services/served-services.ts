import { ANSWERED } from "./answered-services.ts";
import { REFUSED } from "./refused-services.ts";
import { RUNNING } from "./running-services.ts";
import type { RefusedCreation, ServedService } from "./served-service.ts";

/**
 * Every service that moto knows, and how it stands here: it runs, moto alone answers, or what would have
 * to run is refused when it is created. A service that is not in it is not known to moto either.
 */
export const SERVED_SERVICES: readonly ServedService[] = [...RUNNING, ...ANSWERED, ...REFUSED];

const BY_NAME = new Map(
  SERVED_SERVICES.flatMap((service) => service.names.map((name) => [name, service] as const)),
);

/** moto's other names for services in the scope of a request. */
const ALIASES: Readonly<Record<string, string>> = { eventbridge: "events" };

/** How a service stands, by the name that requests to it are signed for; undefined when nobody knows it. */
export function servedService(name: string): ServedService | undefined {
  return BY_NAME.get(ALIASES[name] ?? name);
}

/**
 * Which refused creation a request is; undefined for one that may go on.
 *
 * @param asked the operation, or method and path where there are no names of operations
 * @param body the request's, as text
 */
export function refusedCreation(
  service: ServedService,
  asked: string,
  body: string,
): RefusedCreation | undefined {
  return service.refuses?.find(
    (one) => one.asked.test(asked) && (one.body === undefined || one.body.test(body)),
  );
}
