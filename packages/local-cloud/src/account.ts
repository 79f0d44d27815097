/** moto's account, in which everything is. */
export const ACCOUNT = "123456789012";
