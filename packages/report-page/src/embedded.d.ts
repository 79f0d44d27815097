/** The text of a file that the build puts into the bundle: see scripts/package/embedded-files.ts. */
declare module "embedded:*" {
  const text: string;
  export default text;
}
