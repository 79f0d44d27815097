/** Where the reasons are why permissions may stay unused, in the checkout. */
export const DEFAULT_REASONS = "terraform/unused-permissions.json";
