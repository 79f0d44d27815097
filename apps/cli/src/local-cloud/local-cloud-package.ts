/** The local cloud. With it come moto's sources and the Lambda host, for which no other command should wait. */
export function localCloudPackage(): Promise<typeof import("@spillway/local-cloud")> {
  return import("@spillway/local-cloud");
}
