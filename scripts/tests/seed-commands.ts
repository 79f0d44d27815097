import { run } from "./run-script.ts";

/** What the seed of feature capture tells a person to type, as it stands there; names come from the environment. */
export const SEED_COMMANDS = {
  change: `
# Insert test data to trigger stream processing
aws dynamodb put-item \\
    --table-name \${TABLE_NAME} \\
    --item '{
        "UserId": {"S": "test-user-001"},
        "ActivityId": {"S": "login-001"},
        "ActivityType": {"S": "LOGIN"},
        "Timestamp": {"N": "'$(date +%s)'"},
        "IPAddress": {"S": "192.168.1.100"}
    }'

# Update the item to trigger MODIFY event
aws dynamodb update-item \\
    --table-name \${TABLE_NAME} \\
    --key '{
        "UserId": {"S": "test-user-001"},
        "ActivityId": {"S": "login-001"}
    }' \\
    --update-expression "SET ActivityType = :type" \\
    --expression-attribute-values '{
        ":type": {"S": "LOGOUT"}
    }'
`,
  log: `
# Check CloudWatch logs for processing confirmation
aws logs filter-log-events \\
    --log-group-name \${LOG_GROUP_NAME} \\
    --start-time $(date -d '5 minutes ago' +%s)000 \\
    --filter-pattern 'Processing'
`,
  auditKeys: `
# List audit records in S3
aws s3 ls s3://\${AUDIT_BUCKET}/audit-logs/ --recursive
`,
  auditRecord: `
# Download and view an audit record
aws s3 cp s3://\${AUDIT_BUCKET}/\${KEY} - | gunzip
`,
  deadLetters: `
# Check for failed processing messages
aws sqs receive-message --queue-url \${DEAD_LETTER_QUEUE_URL}
`,
  subscriptions: `
# Check SNS topic and subscription status
aws sns list-subscriptions-by-topic --topic-arn \${NOTICE_TOPIC_ARN}
`,
  invocations: `
aws cloudwatch get-metric-statistics \\
    --namespace AWS/Lambda \\
    --metric-name Invocations \\
    --dimensions Name=FunctionName,Value=\${FUNCTION_NAME} \\
    --start-time $(date -d '1 hour ago' --iso-8601=seconds) \\
    --end-time $(date -d '1 minute' --iso-8601=seconds) \\
    --period 300 \\
    --statistics Sum
`,
  mappings: `
aws lambda list-event-source-mappings \\
    --function-name \${FUNCTION_NAME}
`,
  stream: `
# Check DynamoDB table stream status
aws dynamodb describe-table \\
    --table-name \${TABLE_NAME} \\
    --query 'Table.StreamSpecification'
`,
} as const;

/** Runs commands of the seed in bash, \`aws\` being the AWS CLI at an endpoint; gives what they print. */
export async function runSeed(
  endpoint: string,
  commands: string,
  names: Readonly<Record<string, string>>,
): Promise<string> {
  const aws = 'aws() { command aws --endpoint-url "$ENDPOINT" --output json "$@"; }';
  const { code, stdout, stderr } = await run("bash", ["-euo", "pipefail", "-c", aws + commands], {
    env: {
      ...names,
      ENDPOINT: endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_SESSION_TOKEN: undefined,
      AWS_PROFILE: undefined,
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_REGION: "us-east-1",
      AWS_PAGER: "",
    },
  });
  if (code !== 0) throw new Error(`${commands}\nended with ${code}\n${stderr}`);
  return stdout;
}
