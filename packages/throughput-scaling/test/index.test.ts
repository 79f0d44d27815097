import { expect, it } from "vitest";
import * as offered from "../src/index.ts";

it("offers what its index names", () => expect(offered).toBeDefined());
