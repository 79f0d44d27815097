import type { LoadClients } from "@spillway/aws-clients";
import { type Clock, systemClock } from "@spillway/pacing";

const never = () => new Promise<never>(() => {});

/**
 * A process that can be killed: from then on none of its requests is sent, none of its sleeps ends. What
 * it had sent to the table may still arrive, as it may on AWS.
 */
export function killable(clients: LoadClients) {
  let isDead = false;
  const clock: Clock = {
    now: () => systemClock.now(),
    sleep: async (ms, signal) => {
      await systemClock.sleep(ms, signal);
      if (isDead) await never();
    },
  };
  const killed = <Client extends object>(client: Client): Client =>
    new Proxy(client, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (name !== "send" || typeof value !== "function") return value;
        return (...all: unknown[]) => (isDead ? never() : Reflect.apply(value, target, all));
      },
    });
  return {
    kill: () => {
      isDead = true;
    },
    clock,
    clients: {
      ...clients,
      dynamodb: async () => killed(await clients.dynamodb()),
      s3: async () => killed(await clients.s3()),
      sqs: async () => killed(await clients.sqs()),
    } satisfies LoadClients,
  };
}
