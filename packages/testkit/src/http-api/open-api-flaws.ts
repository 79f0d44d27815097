/** What is wrong with an OpenAPI document, and where. */
export interface OpenApiFlaw {
  readonly ruleId: string;
  readonly message: string;
  /** A JSON Pointer into the document. */
  readonly at: string | undefined;
}

/**
 * What a linter's recommended rules find in an OpenAPI document.
 * https://redocly.com/docs/cli/rules/recommended
 */
export async function openApiFlaws(document: object): Promise<readonly OpenApiFlaw[]> {
  // Loaded here: few tests need it, and all load the kit.
  const { createConfig, lintFromString } = await import("@redocly/openapi-core");
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  return problems.map(({ ruleId, message, location: [at] }) => ({
    ...{ ruleId, message, at: at !== undefined && "pointer" in at ? at.pointer : undefined },
  }));
}
