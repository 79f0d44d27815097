/** `us-east-1`, `us-gov-west-1`, `eu-isoe-west-1`. */
const REGION = /^(?=.{1,32}$)[a-z]{2}(-[a-z]+)+-\d$/;

/**
 * Whether a text has the form of a region's name. What has not is part of no path and of no request:
 * AWS refuses it with the signature.
 */
export function isRegionName(text: string): boolean {
  return REGION.test(text);
}
