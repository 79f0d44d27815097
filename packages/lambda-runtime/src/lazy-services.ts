/**
 * Builds an app's services at its first invocation and keeps them for the life of the instance.
 *
 * Nothing is built on import, so that a test imports the app without an environment. A build that
 * failed is not kept: the next invocation builds again, so that an instance does not stay broken
 * because of one bad moment. Invocations that arrive during a build share it.
 *
 * @param build makes the services; may throw or reject
 * @returns a function that gives the services
 * @example
 * const services = lazyServices(() => buildServices(readSettings(settingsSchema, process.env)));
 * export const handler = async (event: Event) => handle(event, await services());
 */
export function lazyServices<Services>(
  build: () => Services | Promise<Services>,
): () => Promise<Services> {
  let built: Promise<Services> | undefined;
  return () => {
    if (built === undefined) {
      const attempt = Promise.resolve().then(build);
      built = attempt;
      attempt.catch(() => {
        built = undefined;
      });
    }
    return built;
  };
}
