import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** What every script has: clients, zips, and errors as data. */
export const BOTO3_PREAMBLE = `
import base64, io, json, sys, time, zipfile
import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

def client(service, **more):
    config = Config(retries={"total_max_attempts": 1}, **more.pop("config", {}))
    return boto3.client(service, config=config, **more)

def zipped(**files):
    """A zip of files by name, with __ for a dot and ___ for a slash."""
    return zip_of({name.replace("___", "/").replace("__", "."): text for name, text in files.items()})

def zip_of(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o755 << 16
            made.writestr(entry, text)
    return out.getvalue()

def error_of(call, *args, **kwargs):
    """The status, type and message with which a call is refused."""
    try:
        call(*args, **kwargs)
    except ClientError as error:
        response = error.response
        status = response["ResponseMetadata"]["HTTPStatusCode"]
        return [status, response["Error"]["Code"], response["Error"]["Message"]]
    raise AssertionError("expected an error")

def code_of(call):
    """The type and message with which a call is refused; None when it is not."""
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"] + ": " + error.response["Error"]["Message"]

def invoke(lambda_, **request):
    """What a function answers, its error and what else Invoke says."""
    answer = lambda_.invoke(**request)
    payload = answer["Payload"].read().decode()
    return {
        "value": json.loads(payload) if payload else None,
        "error": answer.get("FunctionError"),
        "version": answer.get("ExecutedVersion"),
        "log": base64.b64decode(answer.get("LogResult", "")).decode(),
        "status": answer["StatusCode"],
    }

def done(value):
    print(json.dumps(value))
`;

/** Runs Python with boto3 against the local cloud; gives what it hands to `done`, null when it does not. */
export async function boto3<T>(endpoint: string, script: string): Promise<T> {
  const { stdout } = await promisify(execFile)(
    process.env.SPILLWAY_PYTHON ?? "python3",
    ["-c", BOTO3_PREAMBLE + script],
    {
      env: {
        ...process.env,
        AWS_ENDPOINT_URL: endpoint,
        AWS_DEFAULT_REGION: "us-east-1",
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
      },
    },
  );
  return JSON.parse(stdout === "" ? "null" : stdout) as T;
}
