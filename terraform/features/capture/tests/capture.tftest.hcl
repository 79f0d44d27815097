# The whole feature against a mock provider: names, settings, who may do what, and the outputs that the CLI reads.

mock_provider "aws" {
  mock_data "aws_caller_identity" {
    defaults = { account_id = "123456789012" }
  }
  mock_data "aws_partition" {
    defaults = { partition = "aws", dns_suffix = "amazonaws.com" }
  }
  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/spillway-test" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/spillway-test" }
  }
  mock_resource "aws_sns_topic" {
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:spillway-test-notices" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/4a1c5a9e-0000-4000-8000-000000000000" }
  }
  mock_resource "aws_s3_bucket" {
    defaults = { arn = "arn:aws:s3:::spillway-test-audit-123456789012" }
  }
  mock_resource "aws_sqs_queue" {
    defaults = {
      arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-capture-dead-letters"
      url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-capture-dead-letters"
    }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = {
      arn        = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-user-activity"
      stream_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-user-activity/stream/2026-11-28T08:00:00.000"
    }
  }
  mock_resource "aws_kinesis_firehose_delivery_stream" {
    defaults = { arn = "arn:aws:firehose:us-east-1:123456789012:deliverystream/spillway-test-changes" }
  }
}

override_resource {
  target = module.notice_table[0].aws_dynamodb_table.this
  values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-notices" }
}

variables {
  shared = {
    prefix                      = "spillway-test"
    region                      = "us-east-1"
    endpoint_url                = null
    alarm_topic_arn             = "arn:aws:sns:us-east-1:123456789012:spillway-test-alarms"
    metric_period_seconds       = 60
    apps_folder                 = "../../../apps"
    log_level                   = "INFO"
    log_retention_days          = 14
    tracing                     = false
    table_encryption            = "aws-owned"
    point_in_time_recovery_days = 0
    deletion_protection         = true

    # Any file that exists: the mock provider does not open it, and the tests need no build.
    zips = { stream-processor = "versions.tf" }
  }
}

run "defaults" {
  assert {
    condition = (
      output.table_name == "spillway-test-user-activity"
      && module.table[0].stream_arn == output.stream_arn
      && output.function_name == "spillway-test-stream-processor"
      && output.audit_bucket == "spillway-test-audit-123456789012"
      && output.audit_prefix == "audit-logs/"
      && output.failure_destination == "s3"
      && output.failure_bucket == "spillway-test-failed-changes-123456789012"
      && output.dead_letter_queue_name == "spillway-test-capture-dead-letters"
      && output.notice_topic_name == "spillway-test-notices"
      && output.notice_table_name == "spillway-test-notices"
      && output.glue_database == "spillway_test_capture"
      && output.glue_table == "changes"
      && output.named_query_id != null
    )
    error_message = "The CLI finds everything by these names."
  }
  assert {
    condition     = module.processor.memory_mb == 256 && module.processor.timeout_seconds == 60 && module.dead_letters.message_retention_seconds == 1209600
    error_message = "256 MB, 60 s, and 14 days for dead letters."
  }
  assert {
    condition = { for name, value in module.processor.environment : name => value if !contains(["POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "LOG_LEVEL"], name) } == {
      AUDIT_BUCKET            = "spillway-test-audit-123456789012"
      AUDIT_PREFIX            = "audit-logs/"
      NOTICE_TOPIC_ARN        = "arn:aws:sns:us-east-1:123456789012:spillway-test-notices"
      NOTICE_TABLE            = "spillway-test-notices"
      NOTICE_RULES            = "[{\"name\":\"every-change\",\"pattern\":{\"type\":[\"insert\",\"modify\",\"remove\"]}}]"
      FIREHOSE_STREAM         = ""
      HANDLER_MODULE          = ""
      FAILURE_POLICIES        = "[]"
      FAILURE_DESTINATION_ARN = "arn:aws:s3:::spillway-test-failed-changes-123456789012"
      CONCURRENCY             = "10"
    }
    error_message = "The processor is told where everything goes."
  }
  assert {
    condition = { for statement in jsondecode(module.processor.policy).Statement : statement.Sid => [statement.Action, statement.Resource] } == {
      WriteOwnLogs      = [["logs:CreateLogStream", "logs:PutLogEvents"], ["arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/spillway-test:*"]]
      ReadStream        = [["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"], ["arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-user-activity/stream/2026-11-28T08:00:00.000"]]
      ListStreams       = [["dynamodb:ListStreams"], ["arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-user-activity/stream/*"]]
      KeepFailedChanges = [["s3:PutObject"], ["arn:aws:s3:::spillway-test-failed-changes-123456789012/*"]]
      ListFailedChanges = [["s3:ListBucket"], ["arn:aws:s3:::spillway-test-failed-changes-123456789012"]]
      WriteAudit        = [["s3:PutObject"], ["arn:aws:s3:::spillway-test-audit-123456789012/audit-logs/*"]]
      PublishNotices    = [["sns:Publish"], ["arn:aws:sns:us-east-1:123456789012:spillway-test-notices"]]
      EncryptNotices    = [["kms:Decrypt", "kms:GenerateDataKey"], ["arn:aws:kms:us-east-1:123456789012:key/4a1c5a9e-0000-4000-8000-000000000000"]]
      RememberNotices   = [["dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"], ["arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-notices"]]
    }
    error_message = "The processor may do this and nothing else."
  }
  assert {
    condition     = aws_s3_bucket_notification.failed_changes[0].queue[0].queue_arn == module.dead_letters.arn && aws_s3_bucket_notification.failed_changes[0].queue[0].events == toset(["s3:ObjectCreated:*"])
    error_message = "The dead-letter queue hears of each failed change that the bucket keeps."
  }
  assert {
    condition     = length(aws_kinesis_firehose_delivery_stream.lake) == 0 && length(aws_iam_role.lake) == 0
    error_message = "Firehose is off unless asked for."
  }
}

run "audit_log_as_a_table" {
  assert {
    condition     = aws_glue_catalog_table.changes[0].parameters["storage.location.template"] == "s3://spillway-test-audit-123456789012/audit-logs/table=$${table}/date=$${date}/" && aws_glue_catalog_table.changes[0].parameters["projection.table.values"] == "spillway-test-user-activity"
    error_message = "Partitions follow from table and date."
  }
  assert {
    condition     = aws_glue_catalog_table.changes[0].storage_descriptor[0].columns[*].name == tolist(["event_id", "type", "by", "region", "keys", "old", "new", "changed", "at", "sequence_number", "size_bytes"])
    error_message = "The columns are those of the audit line; its table is the partition's."
  }
  assert {
    condition = (
      strcontains(aws_athena_named_query.this["history"].query, "FROM \"spillway_test_capture\".\"changes\"")
      && strcontains(aws_athena_named_query.this["history"].query, "AND json_extract(\"keys\", '$.UserId.S') = JSON '\"<UserId>\"'\n    AND json_extract(\"keys\", '$.ActivityId.S') = JSON '\"<ActivityId>\"'\n) AS delivered")
      && strcontains(aws_athena_named_query.this["state"].query, "PARTITION BY CAST(json_extract(\"keys\", '$.UserId.S') AS varchar), CAST(json_extract(\"keys\", '$.ActivityId.S') AS varchar)\n")
    )
    error_message = "The queries name the table's own keys."
  }
}

run "the_seeds_way_with_a_queue" {
  variables {
    failure_destination = "sqs"
    dlq_retention       = 4
  }

  assert {
    condition     = length(module.failure_bucket) == 0 && length(aws_s3_bucket_notification.failed_changes) == 0 && output.failure_bucket == null
    error_message = "No bucket."
  }
  assert {
    condition     = module.processor.environment["FAILURE_DESTINATION_ARN"] == "arn:aws:sqs:us-east-1:123456789012:spillway-test-capture-dead-letters" && module.dead_letters.message_retention_seconds == 345600
    error_message = "Lambda and the processor send to the queue."
  }
}

run "everything_on" {
  variables {
    table_keys         = { partition_key = { name = "sku", type = "N" } }
    ttl_attribute      = "expires_at"
    replica_regions    = ["eu-west-1"]
    processor_region   = "eu-west-1"
    notification_email = "ops@example.com"
    vpc                = { subnet_ids = ["subnet-0a1b2c3d"], security_group_ids = ["sg-0a1b2c3d"] }
    lake               = {}
    audit_kms_key_arn  = "arn:aws:kms:us-east-1:123456789012:key/5b1c5a9e-0000-4000-8000-000000000000"
    audit_object_lock  = { mode = "GOVERNANCE", days = 30 }
    failure_policies   = [{ error = "5xx", policy = "retry", attempts = 3 }, { error = "TypeError", policy = "destination" }]
    notice_rules       = [{ name = "low-stock", pattern = "{\"new\":{\"stock\":[{\"numeric\":[\"<\",10]}]}}", subject = "Stock is low" }]
    handler = {
      module      = "/opt/handler.mjs"
      layer_arns  = ["arn:aws:lambda:us-east-1:123456789012:layer:handler:1"]
      environment = { SHOP = "main" }
      policy_statements = [{
        sid       = "SendMail"
        actions   = ["ses:SendEmail"]
        resources = ["arn:aws:ses:us-east-1:123456789012:identity/example.com"]
      }]
    }
  }

  assert {
    condition = (
      module.processor.environment["FIREHOSE_STREAM"] == "spillway-test-changes"
      && module.processor.environment["HANDLER_MODULE"] == "/opt/handler.mjs"
      && module.processor.environment["SHOP"] == "main"
      && jsondecode(module.processor.environment["FAILURE_POLICIES"]) == [{ error = "5xx", policy = "retry", attempts = 3 }, { error = "TypeError", policy = "destination" }]
      && jsondecode(module.processor.environment["NOTICE_RULES"]) == [{ name = "low-stock", pattern = { new = { stock = [{ numeric = ["<", 10] }] } }, subject = "Stock is low" }]
    )
    error_message = "Rules, policies, Firehose and the own handler reach the processor."
  }
  assert {
    condition     = length(setsubtract(["SendToLake", "EncryptAudit", "SendMail", "AttachToVpc"], [for statement in jsondecode(module.processor.policy).Statement : statement.Sid])) == 0
    error_message = "Each has its rights."
  }
  assert {
    condition     = toset(flatten([for statement in jsondecode(aws_iam_role_policy.lake[0].policy).Statement : statement.Resource if statement.Sid == "WriteObjects"])) == toset(["arn:aws:s3:::spillway-test-audit-123456789012/lake/*", "arn:aws:s3:::spillway-test-audit-123456789012/lake-errors/*"])
    error_message = "Firehose writes beside the audit log, not into it."
  }
  assert {
    condition     = local.processes_here == false
    error_message = "Another region processes: the mapping here stands by."
  }
  assert {
    condition     = local.key_paths == ["sku.N"]
    error_message = "The queries know the key's type."
  }
}

run "nothing_but_the_audit_log" {
  variables {
    notice_rules = []
    catalog      = false
  }

  assert {
    condition     = output.notice_topic_arn == null && output.notice_topic_name == null && output.notice_table_name == null && output.glue_database == null && output.glue_table == null && output.named_query_id == null
    error_message = "What is not there is null."
  }
  assert {
    condition     = module.processor.environment["NOTICE_TOPIC_ARN"] == "" && module.processor.environment["NOTICE_RULES"] == "[]"
    error_message = "The sink is off."
  }
}
