import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";

/** What a client of any service needs to reach the local cloud. */
export interface CloudSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A shop that answers, and what it consists of. */
export interface DeployedShop {
  readonly name: "the cart" | "the seed's way";
  /** Of its API, without a slash at the end. */
  readonly url: string;
  readonly apiId: string;
  readonly tables: readonly string[];
  readonly functions: readonly { readonly name: string; readonly memoryMb: number }[];
}

/** What the output `cart` of the environment says that the load needs. */
export interface CartOutputs {
  readonly api_url: string;
  readonly api_id: string;
  readonly user_pool_id: string;
  readonly user_pool_client_id: string;
  readonly cart_table_name: string;
  readonly products_table_name: string;
  readonly currency: string;
  readonly api_function_name: string;
  readonly settler_function_name: string;
}

/** The cart as it is deployed: what announces its orders is not counted. */
export async function deployedCart(
  settings: CloudSettings,
  outputs: CartOutputs,
): Promise<DeployedShop> {
  const lambda = new LambdaClient(settings);
  const functions = [outputs.api_function_name, outputs.settler_function_name].map(async (name) => {
    const command = new GetFunctionConfigurationCommand({ FunctionName: name });
    const { MemorySize: memoryMb } = await lambda.send(command);
    if (memoryMb === undefined) throw new Error(`expected the memory of ${name}; came none`);
    return { name, memoryMb };
  });
  const shop = {
    ...({ name: "the cart", url: outputs.api_url, apiId: outputs.api_id } as const),
    tables: [outputs.cart_table_name, outputs.products_table_name],
    functions: await Promise.all(functions),
  };
  lambda.destroy();
  return shop;
}
