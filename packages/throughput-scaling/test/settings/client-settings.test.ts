import { expect, test } from "vitest";
import { clientSettings } from "../../src/settings/client-settings.ts";

const refused = (env: Record<string, string>, overrides = {}) => {
  try {
    return clientSettings(env, overrides);
  } catch (error) {
    return error;
  }
};

test("a client knows the bounds that tables have of their own", () => {
  const own = { orders: { max: { write: 20 } } };
  const { settings, tables } = clientSettings({ SCALED_TABLES: JSON.stringify(own) }, {});
  expect(tables).toEqual(own);
  expect(settings.maxWriteCapacity).toBe(50);
  expect(clientSettings({}, {}).tables).toEqual({});
});

test("all that is wrong is told at once", () => {
  const env = { DYNAMODB_SCALE_UP_FACTOR: "1", SCALED_TABLES: "{" };
  expect(refused(env)).toMatchObject({
    code: "SETTINGS_INVALID",
    message: expect.stringMatching(/^2 settings are wrong/),
    details: {
      problems: { DYNAMODB_SCALE_UP_FACTOR: expect.anything(), SCALED_TABLES: expect.anything() },
    },
  });
});

test("a base of the client's above a table's own maximum is refused", () => {
  const SCALED_TABLES = '{"orders":{"max":{"write":20}}}';
  expect(refused({ SCALED_TABLES }, { baseWriteCapacity: 30 })).toMatchObject({
    message: expect.stringContaining('table "orders" a base of at most its max; came write 30'),
  });
});
