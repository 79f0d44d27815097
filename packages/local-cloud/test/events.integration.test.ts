import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalCloud, startLocalCloud } from "../src/index.ts";
import { type AwsCli, awsCli } from "./aws-cli.ts";
import { boto3 } from "./boto3.ts";
import { allow, createFunction, createRole } from "./deploy.ts";
import { eventually } from "./eventually.ts";

/** Each function logs what it gets, on one line. */
const LOGS_EVENT = `export const handler = async (event) => console.log("GOT " + JSON.stringify(event));`;

/** Python: makes queues that a service may send to, and reads what arrives in them. */
const QUEUES = `
sqs, sns, s3, events, awslambda = (client(one) for one in ["sqs", "sns", "s3", "events", "lambda"])
ACCOUNT = "123456789012"
def code_of(call):
    _, code, message = error_of(call)
    return f"{code}: {message}"
def arn(service, rest): return f"arn:aws:{service}:us-east-1:{ACCOUNT}:{rest}"
def queue(name, *services, **attributes):
    policy = {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Principal": {"Service": one}, "Action": "sqs:SendMessage", "Resource": "*"} for one in services]}
    more = {"Policy": json.dumps(policy)} if services else {}
    return sqs.create_queue(QueueName=name, Attributes={**more, **attributes})["QueueUrl"]
def received(url, count, seconds=10):
    got, end = [], time.time() + seconds
    while len(got) < count and time.time() < end:
        for message in sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=1, MessageAttributeNames=["All"], AttributeNames=["All"]).get("Messages", []):
            got.append(message)
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return got
def let(function, principal, source=None):
    awslambda.add_permission(FunctionName=function, StatementId=principal.replace(".", "-"), Action="lambda:InvokeFunction", Principal=principal, **({"SourceArn": source} if source else {}))
`;

let stateDir: string;
let cloud: LocalCloud;
let aws: AwsCli;
const errors: string[] = [];

beforeAll(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "local-cloud-events-"));
  cloud = await startLocalCloud({ port: 16_666, stateDir }, (message, error) =>
    errors.push(error === undefined ? message : `${message}: ${error}`),
  );
  aws = awsCli(cloud.endpoint);
  const role = await createRole(cloud.endpoint, "runner");
  await allow(cloud.endpoint, "runner", [{ Action: "logs:*", Resource: "*" }]);
  await Promise.all(
    ["of-topic", "of-bucket", "of-rule", "of-alarm", "of-throttles", "of-schedule", "not-let"].map(
      (name) => createFunction(cloud.endpoint, role, name, LOGS_EVENT),
    ),
  );
});

afterAll(async () => {
  await cloud.close();
  rmSync(stateDir, { recursive: true });
});

const python = <Answer>(program: string) => boto3<Answer>(cloud.endpoint, QUEUES + program);

/** The events that a function logged, once there are so many. */
function eventsOf(name: string, count: number): Promise<unknown[]> {
  return eventually(`${count} events of ${name}`, async () => {
    const file = path.join(stateDir, "logs", "us-east-1", `${name}.log`);
    const log = existsSync(file) ? readFileSync(file, "utf8") : "";
    const found = [...log.matchAll(/\bGOT (.*)$/gm)].map(([, json]) => JSON.parse(json ?? ""));
    return found.length >= count ? found : undefined;
  });
}

async function errorMatching(pattern: RegExp): Promise<string> {
  return eventually(String(pattern), async () => errors.find((one) => pattern.test(one)));
}

describe("SNS", () => {
  it("delivers to queues and functions by policy, filter and form", async () => {
    const got = await python<{
      wrapped: { Type: string; Message: string; MessageAttributes: object }[];
      raw: { Body: string; MessageAttributes: object }[];
      filtered: string[];
      closed: number;
      dead: string[];
      fifo: string[];
    }>(`
topic = sns.create_topic(Name="orders")["TopicArn"]
def subscribe(url, of=None, **attributes):
    sns.subscribe(TopicArn=of or topic, Protocol="sqs", Endpoint=arn("sqs", url.split("/")[-1]), Attributes=attributes)
wrapped, raw, filtered, dead = (queue(one, "sns.amazonaws.com") for one in ["wrapped", "raw", "filtered", "dead"])
closed, refused = queue("closed"), queue("refused")
subscribe(wrapped)
subscribe(raw, RawMessageDelivery="true", FilterPolicy=json.dumps({"colour": ["blue"]}))
subscribe(filtered, FilterPolicyScope="MessageBody", FilterPolicy=json.dumps({"total": [{"numeric": [">", 10]}]}))
subscribe(closed)
subscribe(refused, RedrivePolicy=json.dumps({"deadLetterTargetArn": arn("sqs", "dead")}))
let("of-topic", "sns.amazonaws.com", topic)
for name in ["of-topic", "not-let"]:
    sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=arn("lambda", "function:" + name))
sns.publish(TopicArn=topic, Subject="one", Message='{"total": 12}', MessageAttributes={"colour": {"DataType": "String", "StringValue": "blue"}})
sns.publish_batch(TopicArn=topic, PublishBatchRequestEntries=[{"Id": "a", "Message": '{"total": 2}'}])
fifo = sns.create_topic(Name="steps.fifo", Attributes={"FifoTopic": "true", "ContentBasedDeduplication": "true"})["TopicArn"]
steps = queue("steps.fifo", "sns.amazonaws.com", FifoQueue="true")
subscribe(steps, fifo, RawMessageDelivery="true")
for step in range(5):
    sns.publish(TopicArn=fifo, Message=f"step {step}", MessageGroupId="g")
print(json.dumps({
    "wrapped": sorted([json.loads(one["Body"]) for one in received(wrapped, 2)], key=lambda one: one["Message"]),
    "raw": [{"Body": one["Body"], "MessageAttributes": one["MessageAttributes"]} for one in received(raw, 1)],
    "filtered": [json.loads(one["Body"])["Message"] for one in received(filtered, 1)],
    "dead": sorted(json.loads(one["Body"])["Message"] for one in received(dead, 2)),
    "fifo": [one["Body"] for one in received(steps, 5)],
    "closed": len(received(closed, 1, 0.5)),
}))
`);
    expect(got.wrapped).toMatchObject([
      { Type: "Notification", Subject: "one", MessageAttributes: { colour: { Type: "String" } } },
      { Type: "Notification", Message: '{"total": 2}' },
    ]);
    expect(got.raw).toEqual([
      {
        Body: '{"total": 12}',
        MessageAttributes: { colour: { DataType: "String", StringValue: "blue" } },
      },
    ]);
    expect(got.filtered).toEqual(['{"total": 12}']);
    expect(got.dead).toEqual(['{"total": 12}', '{"total": 2}']);
    expect(got.fifo).toEqual([0, 1, 2, 3, 4].map((step) => `step ${step}`));
    expect(got.closed).toBe(0);
    const events = await eventsOf("of-topic", 2);
    expect(events).toContainEqual({
      Records: [
        expect.objectContaining({
          EventSource: "aws:sns",
          EventSubscriptionArn: expect.stringContaining(":orders:"),
          Sns: expect.objectContaining({ Subject: "one", Message: '{"total": 12}' }),
        }),
      ],
    });
    expect(await errorMatching(/:closed got no message/)).toMatch(
      /sns.amazonaws.com is not authorized to perform: sqs:SendMessage/,
    );
    expect(await errorMatching(/function:not-let got no message/)).toMatch(/not authorized/);
  });

  it("refuses an HTTP subscription in one line, and counts it", async () => {
    const topic = "arn:aws:sns:us-east-1:123456789012:orders";
    const asked = ["sns", "subscribe", "--topic-arn", topic, "--protocol", "https"];
    await expect(aws(...asked, "--notification-endpoint", "https://127.0.0.1/")).rejects.toThrow(
      "(InvalidParameter) when calling the Subscribe operation: an HTTP subscription of a topic is not run by the local cloud: subscribe a queue or a function",
    );
    const state = await (await fetch(`${cloud.endpoint}/_spillway/state`)).json();
    expect(state).toMatchObject({
      notServed: [{ what: "an HTTP subscription of a topic", count: 1 }],
    });
  });
});

describe("S3", () => {
  it("tells functions, queues, topics and EventBridge what happens to objects", async () => {
    const got = await python<{
      refusal: string;
      said: boolean;
      test: { Event: string }[];
      told: [string, string, number | null][];
      sizes: (number | null)[];
      bus: { "detail-type": string; detail: { object: { key: string } } }[];
    }>(`
s3.create_bucket(Bucket="photos")
told, bus = queue("told", "s3.amazonaws.com"), queue("bus-of-photos", "events.amazonaws.com")
queue("untold")
def notify(**more):
    s3.put_bucket_notification_configuration(Bucket="photos", NotificationConfiguration=more)
to = lambda name: {"QueueArn": arn("sqs", name), "Events": ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"]}
refusal = code_of(lambda: notify(QueueConfigurations=[to("untold")]))
let("of-bucket", "s3.amazonaws.com", "arn:aws:s3:::photos")
filtered = {"LambdaFunctionArn": arn("lambda", "function:of-bucket"), "Events": ["s3:ObjectCreated:Put"],
  "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "in/"}, {"Name": "suffix", "Value": ".txt"}]}}}
notify(QueueConfigurations=[to("told")], LambdaFunctionConfigurations=[filtered], EventBridgeConfiguration={})
events.put_rule(Name="photos", EventPattern=json.dumps({"source": ["aws.s3"], "detail": {"object": {"key": [{"prefix": "in/"}]}}}))
events.put_targets(Rule="photos", Targets=[{"Id": "1", "Arn": arn("sqs", "bus-of-photos")}])
s3.put_object(Bucket="photos", Key="in/a b.txt", Body=b"12345")
s3.put_object(Bucket="photos", Key="in/other.jpg", Body=b"1")
s3.copy_object(Bucket="photos", Key="copied", CopySource={"Bucket": "photos", "Key": "in/a b.txt"})
upload = s3.create_multipart_upload(Bucket="photos", Key="large")["UploadId"]
part = s3.upload_part(Bucket="photos", Key="large", UploadId=upload, PartNumber=1, Body=b"x" * 1000)
s3.complete_multipart_upload(Bucket="photos", Key="large", UploadId=upload, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]})
form = s3.generate_presigned_post("photos", "posted")
import urllib.request, uuid
boundary = uuid.uuid4().hex
fields = "".join(f'--{boundary}\\r\\nContent-Disposition: form-data; name="{name}"\\r\\n\\r\\n{value}\\r\\n' for name, value in form["fields"].items())
body = fields + f'--{boundary}\\r\\nContent-Disposition: form-data; name="file"; filename="f"\\r\\n\\r\\nabc\\r\\n--{boundary}--\\r\\n'
urllib.request.urlopen(urllib.request.Request(form["url"], body.encode(), {"Content-Type": f"multipart/form-data; boundary={boundary}"}))
s3.delete_object(Bucket="photos", Key="copied")
s3.delete_objects(Bucket="photos", Delete={"Objects": [{"Key": "large"}, {"Key": "in/other.jpg"}]})
s3.put_bucket_versioning(Bucket="photos", VersioningConfiguration={"Status": "Enabled"})
s3.delete_object(Bucket="photos", Key="in/a b.txt")
messages = [json.loads(one["Body"]) for one in received(told, 10)]
records = [one["Records"][0] for one in messages if "Records" in one]
print(json.dumps({
    "refusal": refusal, "said": "EventBridgeConfiguration" in s3.get_bucket_notification_configuration(Bucket="photos"),
    "test": [one for one in messages if "Event" in one],
    "told": sorted([one["eventName"], one["s3"]["object"]["key"], one["s3"]["object"].get("size")] for one in records),
    "bus": [json.loads(one["Body"]) for one in received(bus, 4)],
}))
`);
    expect(got.refusal).toMatch(
      /^InvalidArgument: Unable to validate the following destination configurations/,
    );
    expect(got.said).toBe(true);
    expect(got.test).toMatchObject([{ Event: "s3:TestEvent" }]);
    expect(got.told).toEqual([
      ["ObjectCreated:CompleteMultipartUpload", "large", 1000],
      ["ObjectCreated:Copy", "copied", 5],
      ["ObjectCreated:Post", "posted", 3],
      ["ObjectCreated:Put", "in/a+b.txt", 5],
      ["ObjectCreated:Put", "in/other.jpg", 1],
      ["ObjectRemoved:Delete", "copied", null],
      ["ObjectRemoved:Delete", "in/other.jpg", null],
      ["ObjectRemoved:Delete", "large", null],
      ["ObjectRemoved:DeleteMarkerCreated", "in/a+b.txt", null],
    ]);
    expect(got.bus.map((one) => one["detail-type"]).sort()).toEqual([
      "Object Created",
      "Object Created",
      "Object Deleted",
      "Object Deleted",
    ]);
    expect(await eventsOf("of-bucket", 1)).toMatchObject([
      { Records: [{ eventVersion: "2.1", s3: { object: { key: "in/a+b.txt" } } }] },
    ]);
  });
});

describe("EventBridge", () => {
  it("matches patterns and delivers to functions, queues, topics, buses and log groups", async () => {
    const got = await python<Record<string, string[]>>(`
bus = events.create_event_bus(Name="shop")["EventBusArn"]
def rule(name, pattern, *targets, **more):
    answer = events.put_rule(Name=name, EventPattern=json.dumps(pattern), **more)
    events.put_targets(Rule=name, Targets=[{"Id": str(number), **one} for number, one in enumerate(targets)], **{key: value for key, value in more.items() if key == "EventBusName"})
    return answer["RuleArn"]
picked, onward, told, dead, steps = (queue(one, "events.amazonaws.com") for one in ["picked", "onward", "told-by-rule", "dead-of-rule", "unused"])
fifo = queue("picked.fifo", "events.amazonaws.com", FifoQueue="true", ContentBasedDeduplication="true")
topic = sns.create_topic(Name="by-rule")["TopicArn"]
sns.set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sns:Publish", "Resource": topic}]}))
by_topic = queue("by-topic", "sns.amazonaws.com")
sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn("sqs", "by-topic"), Attributes={"RawMessageDelivery": "true"})
client("logs").create_log_group(logGroupName="/aws/events/all")
big = rule("big", {"source": ["shop"], "detail": {"total": [{"numeric": [">", 10]}]}},
    {"Arn": arn("lambda", "function:of-rule")},
    {"Arn": arn("sqs", "picked"), "InputPath": "$.detail"},
    {"Arn": arn("sqs", "picked.fifo"), "Input": '{"fixed": 1}', "SqsParameters": {"MessageGroupId": "g"}},
    {"Arn": topic, "InputTransformer": {"InputPathsMap": {"id": "$.detail.id"}, "InputTemplate": '{"order": "<id>"}'}})
rule("all", {"source": [{"prefix": ""}]}, {"Arn": arn("logs", "log-group:/aws/events/all")}, {"Arn": bus},
    {"Arn": arn("sqs", "closed-to-rules"), "DeadLetterConfig": {"Arn": arn("sqs", "dead-of-rule")}})
closed = queue("closed-to-rules")
rule("onward", {"detail-type": ["Order"]}, {"Arn": arn("sqs", "onward")}, EventBusName="shop")
let("of-rule", "events.amazonaws.com", big)
answer = events.put_events(Entries=[
    {"Source": "shop", "DetailType": "Order", "Detail": json.dumps({"id": "o-1", "total": 12})},
    {"Source": "shop", "DetailType": "Order", "Detail": json.dumps({"id": "o-2", "total": 2})},
    {"Source": "aws.ec2", "DetailType": "Order", "Detail": "{}"}])
def bodies(url, count): return [one["Body"] for one in received(url, count)]
dead_letters = received(dead, 2)
logged = client("logs")
def lines(): return [one["message"] for one in logged.filter_log_events(logGroupName="/aws/events/all")["events"]]
end = time.time() + 10
while len(lines()) < 2 and time.time() < end: time.sleep(0.1)
print(json.dumps({
    "failed": [one.get("ErrorCode") for one in answer["Entries"]],
    "picked": bodies(picked, 1), "fifo": bodies(fifo, 1), "topic": bodies(by_topic, 1),
    "onward": sorted(json.loads(one)["detail"]["id"] for one in bodies(onward, 2)),
    "dead": sorted(one["MessageAttributes"]["TARGET_ARN"]["StringValue"] for one in dead_letters),
    "logged": sorted(json.loads(one)["detail"]["id"] for one in lines()),
    "closed": [one["Body"] for one in received(closed, 1, 0.3)],
    "tested": [events.test_event_pattern(EventPattern='{"source":["shop"]}', Event=json.dumps({"source": one}))["Result"] for one in ["shop", "zoo"]],
    "refused": [
        code_of(lambda: events.put_rule(Name="bad", EventPattern='{"source":"shop"}')),
        code_of(lambda: events.put_targets(Rule="big", Targets=[{"Id": "9", "Arn": arn("states", "stateMachine:s")}])),
        code_of(lambda: events.create_archive(ArchiveName="a", EventSourceArn=bus)),
    ],
}))
`);
    expect(got).toEqual({
      failed: [null, null, "NotAuthorizedForSource"],
      picked: ['{"id":"o-1","total":12}'],
      fifo: ['{"fixed": 1}'],
      topic: ['{"order": "o-1"}'],
      onward: ["o-1", "o-2"],
      dead: [1, 2].map(() => "arn:aws:sqs:us-east-1:123456789012:closed-to-rules"),
      logged: ["o-1", "o-2"],
      closed: [],
      tested: [true, false],
      refused: [
        expect.stringMatching(/^InvalidEventPatternException: Event pattern is not valid. Reason/),
        "ValidationException: a state machine as a target is not run by the local cloud: let a function, queue, topic, event bus or log group be it",
        "ValidationException: an archive of events is not run by the local cloud: let a rule write the events into a queue or a log group",
      ],
    });
    expect(await eventsOf("of-rule", 1)).toMatchObject([
      { source: "shop", "detail-type": "Order", detail: { id: "o-1" }, region: "us-east-1" },
    ]);
  });
});

describe("EventBridge Scheduler", () => {
  it("fires at functions, queues, topics and buses with the schedule's role", async () => {
    const got = await python<Record<string, (string | null)[]>>(`
import datetime
iam, scheduler = client("iam"), client("scheduler")
def role(name, service, action):
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}]}))
    iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": action, "Resource": "*"}]}))
    return made["Role"]["Arn"]
sends = role("sends", "scheduler.amazonaws.com", ["sqs:SendMessage", "lambda:InvokeFunction", "sns:Publish", "events:PutEvents"])
lacks = role("lacks", "scheduler.amazonaws.com", ["sqs:ReceiveMessage"])
others = role("others", "lambda.amazonaws.com", ["sqs:SendMessage"])
at_once, on_bus, by_topic = queue("at-once"), queue("ticks-on-bus", "events.amazonaws.com"), queue("ticks-by-topic", "sns.amazonaws.com")
def schedule(name, target, role=sends, expression="rate(1 hour)", group="default", extra={}, **more):
    scheduler.create_schedule(Name=name, GroupName=group, ScheduleExpression=expression, FlexibleTimeWindow={"Mode": "OFF"}, Target={"Arn": target, "RoleArn": role, "Input": '{"tick": "%s"}' % name, **extra}, **more)
events.put_rule(Name="ticks", EventPattern='{"source":["clock"]}')
events.put_targets(Rule="ticks", Targets=[{"Id": "1", "Arn": arn("sqs", "ticks-on-bus")}])
topic = sns.create_topic(Name="ticks")["TopicArn"]
sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn("sqs", "ticks-by-topic"), Attributes={"RawMessageDelivery": "true"})
scheduler.create_schedule_group(Name="mine")
schedule("rate", arn("sqs", "at-once"), group="mine")
soon = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=2)).strftime("at(%Y-%m-%dT%H:%M:%S)")
schedule("once", arn("sqs", "at-once"), expression=soon, ActionAfterCompletion="DELETE")
schedule("off", arn("sqs", "at-once"), State="DISABLED")
schedule("function", arn("lambda", "function:of-schedule"))
schedule("topic", topic)
schedule("bus", arn("events", "event-bus/default"), extra={"EventBridgeParameters": {"Source": "clock", "DetailType": "Tick"}})
schedule("lacking", arn("sqs", "at-once"), role=lacks)
ticks = sorted(json.loads(one["Body"])["tick"] for one in received(at_once, 2))
end = time.time() + 5
def names(): return sorted(one["Name"] for one in scheduler.list_schedules()["Schedules"])
while "once" in names() and time.time() < end: time.sleep(0.1)
print(json.dumps({
    "queue": ticks,
    "bus": [json.loads(one["Body"])["detail"]["tick"] for one in received(on_bus, 1)],
    "topic": [json.loads(one["Body"])["tick"] for one in received(by_topic, 1)],
    "left": names(),
    "refused": [
        code_of(lambda: schedule("a", "arn:aws:scheduler:::aws-sdk:sqs:sendMessage")),
        code_of(lambda: schedule("b", arn("sqs", "at-once"), role=others)),
        code_of(lambda: schedule("c", arn("sqs", "at-once"), expression="rate(1 second)")),
    ],
}))
`);
    expect(got).toEqual({
      queue: ["once", "rate"],
      bus: ["bus"],
      topic: ["topic"],
      left: ["bus", "function", "lacking", "off", "rate", "topic"],
      refused: [
        "ValidationException: a universal target of a schedule is not run by the local cloud: let a function, queue, topic or event bus be it",
        "ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
        "ValidationException: Invalid Schedule Expression rate(1 second).",
      ],
    });
    expect(await eventsOf("of-schedule", 1)).toEqual([{ tick: "function" }]);
    await errorMatching(/schedule default\/lacking: .* got nothing: .*role\/lacks/);
  });
});

describe("alarms", () => {
  it("change with their metric and tell topics, functions and EventBridge", async () => {
    const got = await python<{
      begun: string;
      told: [string, string, string][];
      bus: [string, string][];
      reason: string;
      refused: string[];
    }>(`
watch = client("cloudwatch")
topic = sns.create_topic(Name="alarmed")["TopicArn"]
alarmed = queue("alarmed", "sns.amazonaws.com")
sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn("sqs", "alarmed"), Attributes={"RawMessageDelivery": "true"})
on_bus = queue("alarms-on-bus", "events.amazonaws.com")
events.put_rule(Name="alarms", EventPattern='{"source":["aws.cloudwatch"]}')
events.put_targets(Rule="alarms", Targets=[{"Id": "1", "Arn": arn("sqs", "alarms-on-bus")}])
let("of-alarm", "lambda.alarms.cloudwatch.amazonaws.com")
def alarm(name, **more):
    watch.put_metric_alarm(**{**dict(AlarmName=name, Namespace="shop", MetricName="Failures", Statistic="Sum", Period=10, EvaluationPeriods=1,
        Threshold=1, ComparisonOperator="GreaterThanOrEqualToThreshold", AlarmActions=[topic], OKActions=[topic]), **more})
alarm("failures", TreatMissingData="notBreaching", AlarmActions=[topic, arn("lambda", "function:of-alarm")])
alarm("by-hand", MetricName="Nothing", TreatMissingData="ignore")
begun = watch.describe_alarms(AlarmNames=["by-hand"])["MetricAlarms"][0]["StateValue"]
watch.set_alarm_state(AlarmName="by-hand", StateValue="ALARM", StateReason="by hand")
watch.put_metric_data(Namespace="shop", MetricData=[{"MetricName": "Failures", "Value": 2, "Timestamp": time.time()}])
told = [json.loads(one["Body"]) for one in received(alarmed, 3, 60)]
print(json.dumps({
    "begun": begun,
    "told": sorted([one["AlarmName"], one["OldStateValue"], one["NewStateValue"]] for one in told),
    "bus": sorted([one["detail"]["alarmName"], one["detail"]["state"]["value"]] for one in [json.loads(one["Body"]) for one in received(on_bus, 3)]),
    "reason": [one["NewStateReason"] for one in told if one["AlarmName"] == "failures" and one["NewStateValue"] == "ALARM"][0],
    "refused": [
        code_of(lambda: watch.put_metric_alarm(AlarmName="math", EvaluationPeriods=1, Threshold=1, ComparisonOperator="GreaterThanThreshold",
            Metrics=[{"Id": "a", "Expression": "b / 2"}, {"Id": "b", "MetricStat": {"Metric": {"Namespace": "n", "MetricName": "m"}, "Period": 60, "Stat": "Sum"}, "ReturnData": False}])),
        code_of(lambda: watch.put_composite_alarm(AlarmName="both", AlarmRule='ALARM("failures")')),
    ],
}))
`);
    expect(got.begun).toBe("INSUFFICIENT_DATA");
    expect(got.told).toEqual([
      ["by-hand", "INSUFFICIENT_DATA", "ALARM"],
      ["failures", "INSUFFICIENT_DATA", "OK"],
      ["failures", "OK", "ALARM"],
    ]);
    expect(got.bus).toEqual([
      ["by-hand", "ALARM"],
      ["failures", "ALARM"],
      ["failures", "OK"],
    ]);
    expect(got.reason).toMatch(/^Threshold Crossed: 1 out of the last 1 datapoint \[2.0 /);
    expect(got.refused).toEqual([
      "InvalidParameterValue: an alarm on metric math is not run by the local cloud: set an alarm on one metric",
      "InvalidParameterValue: a composite alarm is not run by the local cloud: act on each alarm in a function",
    ]);
    expect(await eventsOf("of-alarm", 1)).toMatchObject([
      { source: "aws.cloudwatch", alarmData: { state: { value: "ALARM" } } },
    ]);
  });
});

describe("an alarm on a table's throttles", () => {
  it("invokes the function that lets it, with CloudWatch's event, and no other", async () => {
    const got = await python<{ throttled: boolean; consumed: number }>(`
watch, dynamodb = (client(one) for one in ["cloudwatch", "dynamodb"])
units = {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}
dynamodb.create_table(TableName="small", ProvisionedThroughput=units, AttributeDefinitions=[{"AttributeName": one, "AttributeType": "S"} for one in ["pk", "city"]],
    KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}], GlobalSecondaryIndexes=[{"IndexName": "byCity", "KeySchema": [{"AttributeName": "city", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "ALL"}, "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 50}}])
let("of-throttles", "lambda.alarms.cloudwatch.amazonaws.com")
watch.put_metric_alarm(AlarmName="throttles", AlarmDescription="writes are refused", Namespace="AWS/DynamoDB", MetricName="WriteThrottleEvents",
    Dimensions=[{"Name": "TableName", "Value": "small"}], Statistic="Sum", Period=10, EvaluationPeriods=1, Threshold=1,
    ComparisonOperator="GreaterThanOrEqualToThreshold", TreatMissingData="notBreaching", AlarmActions=[arn("lambda", "function:" + one) for one in ["of-throttles", "not-let"]])
left = dynamodb.batch_write_item(RequestItems={"small": [{"PutRequest": {"Item": {"pk": {"S": str(one)}, "city": {"S": "Oslo"}}}} for one in range(25)]})["UnprocessedItems"]
def consumed():
    now = time.time()
    seconds = watch.get_metric_statistics(Namespace="AWS/DynamoDB", MetricName="ConsumedWriteCapacityUnits", Statistics=["Sum"], Period=60, StartTime=now - 120, EndTime=now + 60,
        Dimensions=[{"Name": "TableName", "Value": "small"}, {"Name": "GlobalSecondaryIndexName", "Value": "byCity"}])["Datapoints"]
    return sum(one["Sum"] for one in seconds)
end = time.time() + 10
while consumed() == 0 and time.time() < end: time.sleep(0.5)
print(json.dumps({"throttled": len(left["small"]) > 0, "consumed": consumed()}))
`);
    expect(got.throttled).toBe(true);
    expect(got.consumed).toBeGreaterThan(0);
    const [event] = await eventually("an event of of-throttles", async () => {
      const events = await eventsOf("of-throttles", 1).catch(() => []);
      return events.length > 0 ? events : undefined;
    });
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+\+0000$/);
    expect(event).toEqual({
      source: "aws.cloudwatch",
      alarmArn: "arn:aws:cloudwatch:us-east-1:123456789012:alarm:throttles",
      accountId: "123456789012",
      time,
      region: "us-east-1",
      alarmData: {
        alarmName: "throttles",
        state: {
          value: "ALARM",
          reason: expect.stringMatching(/^Threshold Crossed: 1 out of the last 1 datapoint \[/),
          reasonData: expect.stringContaining('"statistic":"Sum"'),
          timestamp: time,
        },
        previousState: expect.objectContaining({ value: "OK", timestamp: time }),
        configuration: {
          description: "writes are refused",
          metrics: [
            {
              id: "m1",
              metricStat: {
                metric: {
                  namespace: "AWS/DynamoDB",
                  name: "WriteThrottleEvents",
                  dimensions: { TableName: "small" },
                },
                period: 10,
                stat: "Sum",
              },
              returnData: true,
            },
          ],
        },
      },
    });
    await errorMatching(/^alarm throttles: .*function:not-let was not told: /);
  });
});

describe("what nothing runs", () => {
  it("is refused when it is created, in one line, in each protocol", async () => {
    const refused = await python<(string | null)[]>(`
refused = [
    code_of(lambda: client("cloudformation").create_stack(StackName="s", TemplateBody="{}")),
    code_of(lambda: client("stepfunctions").create_state_machine(name="s", definition="{}", roleArn="arn:aws:iam::123456789012:role/runner")),
    code_of(lambda: client("apigateway").create_rest_api(name="a")),
    code_of(lambda: client("apigatewayv2").create_api(Name="a", ProtocolType="WEBSOCKET", RouteSelectionExpression="$request.body.action")),
    code_of(lambda: client("ecs").run_task(taskDefinition="t")),
    code_of(lambda: client("ec2").run_instances(ImageId="ami-1", MinCount=1, MaxCount=1)),
    code_of(lambda: client("pipes").create_pipe(Name="p", RoleArn="arn:aws:iam::123456789012:role/runner", Source=arn("sqs", "a"), Target=arn("sqs", "b"))),
    code_of(lambda: client("firehose").create_delivery_stream(DeliveryStreamName="d")),
    code_of(lambda: client("apprunner").list_services()),
]
for read in [lambda: client("cloudformation").list_stacks(), lambda: client("stepfunctions").list_state_machines(), lambda: client("apigateway").get_rest_apis(), lambda: client("ecs").list_clusters(), lambda: client("ssm").put_parameter(Name="/a", Value="b", Type="String")]:
    read()
print(json.dumps(refused))
`);
    expect(refused.map((one) => one?.replace(/ is not run by the local cloud: .+$/, ""))).toEqual([
      "ValidationError: a CloudFormation stack",
      "ValidationException: a state machine",
      "BadRequestException: a REST API",
      "BadRequestException: a WebSocket API",
      "ValidationException: a container",
      "UnsupportedOperation: an EC2 instance",
      "ValidationException: a pipe",
      "ValidationException: a delivery stream",
      "ValidationException: the service apprunner",
    ]);
  });
});
