/** When a rule over several fields is asked: also where a field is wrong, so that all that is wrong is told at once. */
export const always = {
  when: ({ value }: { readonly value: unknown }) => typeof value === "object" && value !== null,
};
