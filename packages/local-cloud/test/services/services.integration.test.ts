import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SERVED_SERVICES } from "../../src/gateway/services/served-services.ts";
import { type LocalCloud, startLocalCloud } from "../../src/index.ts";
import { FEATURES, GROUND } from "./features.ts";
import { ANSWERED_PROBES, type Probe, REFUSED_PROBES } from "./probes.ts";

/** Sends all probes, whatever their parameters, and prints what became of each. */
const SEND = `
import boto3, io, json, sys, zipfile
from concurrent.futures import ThreadPoolExecutor
from botocore.config import Config
from botocore.exceptions import ClientError
config = Config(parameter_validation=False, retries={"total_max_attempts": 1}, inject_host_prefix=False)
session = boto3.Session()
clients = {}
def zipped():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("index.mjs", "export const handler = async () => {};")
        archive.writestr("index.py", "def handler(event, context): pass")
    return data.getvalue()
def sent(probe):
    service, method = probe["call"]
    given = probe.get("input", {})
    if given.get("Code", {}).get("ZipFile") is not None:
        given = {**given, "Code": {"ZipFile": zipped()}}
    try:
        getattr(clients[service], method)(**given)
        return {"status": 200, "message": ""}
    except ClientError as error:
        return {
            "status": error.response["ResponseMetadata"]["HTTPStatusCode"],
            "message": error.response["Error"]["Message"],
        }
    except Exception as error:
        return {"status": 0, "message": repr(error)}
groups = json.load(sys.stdin)
probes = groups["inTurn"] + groups["atOnce"]
for service in {probe["call"][0] for probe in probes}:
    clients[service] = session.client(service, config=config)
answers = [sent(probe) for probe in groups["inTurn"]]
with ThreadPoolExecutor(4) as pool:
    print(json.dumps(answers + list(pool.map(sent, groups["atOnce"]))))
`;

interface Outcome {
  readonly status: number;
  readonly message: string;
}

let stateDir: string;
let cloud: LocalCloud;
const outcomes = new Map<Probe, Outcome>();

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "services-"));
  cloud = await startLocalCloud({ port: 15_766, stateDir });
  const inTurn = [...GROUND, ...FEATURES.flatMap(({ taken }) => taken)];
  const atOnce = [
    ...[ANSWERED_PROBES, REFUSED_PROBES].flatMap((all) => Object.values(all).flat()),
    ...FEATURES.flatMap(({ notTaken }) => notTaken),
  ];
  const sending = promisify(execFile)(process.env.SPILLWAY_PYTHON ?? "python3", ["-c", SEND], {
    env: {
      PATH: process.env.PATH,
      HOME: stateDir,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_ENDPOINT_URL: cloud.endpoint,
    },
  });
  sending.child.stdin?.end(JSON.stringify({ inTurn, atOnce }));
  const answers: readonly Outcome[] = JSON.parse((await sending).stdout);
  for (const [place, probe] of [...inTurn, ...atOnce].entries()) {
    outcomes.set(probe, answers[place] ?? { status: 0, message: "not sent" });
  }
});

afterAll(async () => {
  await cloud.close();
  rmSync(stateDir, { recursive: true });
});

/** What became of the requests of a row; there is one at least. */
function outcomesOf(probes: readonly Probe[] | undefined) {
  const found = (probes ?? []).map((probe) => ({ probe, ...outcomes.get(probe) }));
  expect(found).not.toHaveLength(0);
  return found;
}

const refusals = SERVED_SERVICES.flatMap(({ refuses = [] }) => refuses);

describe("the table of services, as boto3 sees it", () => {
  it.each(SERVED_SERVICES.filter(({ standing }) => standing !== "refused"))(
    "$title: $standing",
    ({ title }) => {
      for (const outcome of outcomesOf(ANSWERED_PROBES[title])) {
        expect(outcome).toMatchObject({ status: 200 });
      }
    },
  );

  it.each(refusals)("refused, and said so: $what", ({ what, instead }) => {
    for (const outcome of outcomesOf(REFUSED_PROBES[what])) {
      expect(outcome).toMatchObject({
        status: 400,
        message: `${what} is not run by the local cloud: ${instead}`,
      });
    }
  });

  it.each(FEATURES)("$title: runs $runs", ({ taken }) => {
    for (const outcome of outcomesOf([...GROUND, ...taken])) {
      expect(outcome).toMatchObject({ status: 200 });
    }
  });

  it.each(FEATURES)("$title: refuses $refused", ({ notTaken }) => {
    for (const { what, ...probe } of notTaken.map((one) => ({ ...one, ...outcomes.get(one) }))) {
      expect(probe).toMatchObject({ status: 400 });
      expect(probe.message).toContain("is not run by the local cloud: ");
      expect(probe.message).toContain(what);
    }
  });

  it("has no probe for what is in no row", () => {
    const titles = SERVED_SERVICES.map(({ title }) => title);
    expect(titles).toEqual(expect.arrayContaining(Object.keys(ANSWERED_PROBES)));
    expect(refusals.map(({ what }) => what)).toEqual(
      expect.arrayContaining(Object.keys(REFUSED_PROBES)),
    );
  });
});
