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
    defaults = { arn = "arn:aws:sns:us-east-1:123456789012:spillway-test-jobs" }
  }
  mock_resource "aws_kms_key" {
    defaults = { arn = "arn:aws:kms:us-east-1:123456789012:key/4a1c5a9e-0000-4000-8000-000000000000" }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-jobs" }
  }
  mock_resource "aws_apigatewayv2_api" {
    defaults = {
      api_endpoint  = "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
      execution_arn = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3d4e5"
    }
  }
}

override_resource {
  target = module.users[0].aws_dynamodb_table.this
  values = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-users" }
}

override_resource {
  target = module.chunks.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-chunks"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-chunks"
  }
}

override_resource {
  target = module.chunks.module.dead_letters.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-chunks-dead-letters"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-chunks-dead-letters"
  }
}

override_resource {
  target = module.users_buffer[0].module.queue.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-users-buffer"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-users-buffer"
  }
}

override_resource {
  target = module.users_buffer[0].module.queue.module.dead_letters.aws_sqs_queue.this
  values = {
    arn = "arn:aws:sqs:us-east-1:123456789012:spillway-test-users-buffer-dead-letters"
    url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-users-buffer-dead-letters"
  }
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
    zips = { ingest-api = "versions.tf", ingest-worker = "versions.tf", queue-consumer = "versions.tf" }
  }
}

run "defaults" {
  assert {
    condition = (
      output.api_url == "https://a1b2c3d4e5.execute-api.us-east-1.amazonaws.com"
      && output.authorization == "iam"
      && output.jobs_table_name == "spillway-test-jobs"
      && output.chunk_queue_name == "spillway-test-chunks"
      && output.dead_letter_queue_name == "spillway-test-chunks-dead-letters"
      && output.bucket == "spillway-test-ingest-123456789012"
      && output.topic_name == "spillway-test-jobs"
      && output.api_function_name == "spillway-test-ingest-api"
      && output.worker_function_name == "spillway-test-ingest-worker"
      && output.consumer_function_name == "spillway-test-users-consumer"
      && output.maximum_concurrency == 10
      && output.default_table_name == "spillway-test-users"
    )
    error_message = "The CLI finds everything by these names."
  }
  assert {
    condition = output.tables == { spillway-test-users = {
      arn              = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-users"
      buffer_queue_url = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-users-buffer"
    } }
    error_message = "Jobs write the own table, directly or by its buffer queue."
  }
  assert {
    condition = { for name, value in module.worker.environment : name => value if !contains(["POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "LOG_LEVEL"], name) } == {
      JOBS_TABLE         = "spillway-test-jobs"
      CHUNK_QUEUE_URL    = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-chunks"
      INGEST_BUCKET      = "spillway-test-ingest-123456789012"
      TABLES             = "{\"spillway-test-users\":{\"buffer_queue_url\":\"https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-users-buffer\"}}"
      JOB_TOPIC_ARN      = "arn:aws:sns:us-east-1:123456789012:spillway-test-jobs"
      CHUNK_BYTES        = "67108864"
      WRITE_CONCURRENCY  = "5"
      MAX_ATTEMPTS       = "8"
      SHARE_PACE         = "true"
      CHECKPOINT_SECONDS = "2"
    }
    error_message = "ingest-worker reads exactly these."
  }
  assert {
    condition = { for name, value in module.api_function.environment : name => value if !contains(["POWERTOOLS_SERVICE_NAME", "POWERTOOLS_METRICS_NAMESPACE", "LOG_LEVEL"], name) } == {
      JOBS_TABLE         = "spillway-test-jobs"
      CHUNK_QUEUE_URL    = "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-chunks"
      INGEST_BUCKET      = "spillway-test-ingest-123456789012"
      TABLES             = module.worker.environment["TABLES"]
      UPLOAD_SECONDS     = "900"
      JOB_RETENTION_DAYS = "30"
      MAX_BODY_BYTES     = "5000000"
    }
    error_message = "ingest-api reads exactly these."
  }
  assert {
    condition     = module.users_buffer[0].environment["PACE_TABLE"] == "spillway-test-jobs"
    error_message = "What drains the buffer queue shares the pace."
  }
  assert {
    condition     = module.chunks.visibility_timeout_seconds == 5400 && module.chunk_trigger.batch_size == 1
    error_message = "A chunk fills a run, and stays hidden for six of them."
  }
}

run "who_may_do_what" {
  assert {
    condition = { for statement in jsondecode(module.worker.policy).Statement : statement.Sid => [statement.Action, [for arn in statement.Resource : split(":", arn)[5] == "" ? arn : split(":", arn)[5]]] if statement.Sid != "WriteOwnLogs" } == {
      TakeChunks     = [["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:SendMessage"], ["spillway-test-chunks"]]
      KeepJobs       = [["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"], ["table/spillway-test-jobs"]]
      WriteTables    = [["dynamodb:BatchWriteItem", "dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive"], ["table/spillway-test-users"]]
      ReadSources    = [["s3:GetObject"], ["spillway-test-ingest-123456789012/jobs/*", "spillway-test-ingest-123456789012/uploads/*"]]
      ListSources    = [["s3:ListBucket"], ["spillway-test-ingest-123456789012"]]
      KeepResults    = [["s3:AbortMultipartUpload", "s3:PutObject"], ["spillway-test-ingest-123456789012/jobs/*"]]
      SharePace      = [["dynamodb:UpdateItem"], ["table/spillway-test-jobs"]]
      SendToBuffers  = [["sqs:SendMessage"], ["spillway-test-users-buffer"]]
      PublishNotices = [["sns:Publish"], ["spillway-test-jobs"]]
      EncryptNotices = [["kms:Decrypt", "kms:GenerateDataKey"], ["key/4a1c5a9e-0000-4000-8000-000000000000"]]
    }
    error_message = "A worker may do this and nothing else."
  }
  assert {
    condition = { for statement in jsondecode(module.worker.policy).Statement : statement.Sid => values(statement.Condition)[0] if can(statement.Condition) } == {
      KeepJobs  = { "dynamodb:LeadingKeys" = ["JOB#*"] }
      SharePace = { "dynamodb:LeadingKeys" = ["PACE#*"] }
    }
    error_message = "Of the jobs table it touches jobs and paces, and no idempotency key."
  }
  assert {
    condition = { for statement in jsondecode(module.api_function.policy).Statement : statement.Sid => [statement.Action, [for arn in statement.Resource : split(":", arn)[5]]] if statement.Sid != "WriteOwnLogs" } == {
      KeepJobs    = [["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"], ["table/spillway-test-jobs"]]
      ListJobs    = [["dynamodb:Query"], ["table/spillway-test-jobs/index/jobs-by-time", "table/spillway-test-jobs/index/running-jobs"]]
      SendPlan    = [["sqs:SendMessage"], ["spillway-test-chunks"]]
      KeepRecords = [["s3:PutObject"], ["spillway-test-ingest-123456789012/jobs/*/input.jsonl", "spillway-test-ingest-123456789012/uploads/*"]]
      ReadResults = [["s3:GetObject"], ["spillway-test-ingest-123456789012/jobs/*/report.json", "spillway-test-ingest-123456789012/jobs/*/rejects/*"]]
    }
    error_message = "The API may do this and nothing else; it writes no table of others."
  }
}

run "tables_of_others_and_one_pace_each" {
  variables {
    tables         = { orders = { buffer_queue_name = "orders-buffer" }, events = {} }
    source_buckets = ["exports"]
    share_pace     = false
  }

  assert {
    condition     = length(module.users) == 0 && length(module.users_buffer) == 0 && output.default_table_name == "events" && output.consumer_function_name == null
    error_message = "No table of its own."
  }
  assert {
    condition = jsonencode(output.tables) == jsonencode({
      events = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/events", buffer_queue_url = null }
      orders = { arn = "arn:aws:dynamodb:us-east-1:123456789012:table/orders", buffer_queue_url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders-buffer" }
    })
    error_message = "Those that are named may be written."
  }
  assert {
    condition     = [for statement in jsondecode(module.worker.policy).Statement : statement.Resource if contains(["WriteTables", "SendToBuffers", "SharePace"], statement.Sid)] == [[output.tables["events"].arn, output.tables["orders"].arn], ["arn:aws:sqs:us-east-1:123456789012:orders-buffer"]]
    error_message = "A worker writes them, sends to their buffers, and shares no pace."
  }
  assert {
    condition     = contains(flatten([for statement in jsondecode(module.worker.policy).Statement : statement.Resource if statement.Sid == "ReadSources"]), "arn:aws:s3:::exports/*")
    error_message = "It reads the named bucket."
  }
}

run "a_named_table_with_a_buffer_queue_of_the_feature" {
  command = plan
  variables {
    tables = {
      Users                                                                           = { with_buffer_queue = true }
      "orders.of-a-name-that-is-too-long-for-a-queue-and-for-a-function-as-it-stands" = { with_buffer_queue = true }
      events                                                                          = {}
    }
  }

  assert {
    condition     = length(module.users_buffer) == 0 && { for name, buffer in module.buffer : name => buffer.environment.TABLE_NAME } == { for name in keys(var.tables) : name => name if name != "events" }
    error_message = "Each that asks for one has its consumer, which writes it."
  }
  assert {
    condition     = output.tables["Users"].buffer_queue_url == "https://sqs.us-east-1.amazonaws.com/123456789012/spillway-test-Users-buffer" && output.tables["events"].buffer_queue_url == null
    error_message = "Jobs send to the queue by its name."
  }
  assert {
    condition     = alltrue([for name, prefix in local.table_prefixes : can(regex("^[a-zA-Z0-9_-]+$", prefix)) && length("${prefix}-consumer") <= 64])
    error_message = "A function's name has 64 characters at most, and no dots."
  }
}

run "rejects_two_buffer_queues_of_a_table" {
  command         = plan
  expect_failures = [var.tables]

  variables {
    tables = { orders = { buffer_queue_name = "orders-buffer", with_buffer_queue = true } }
  }
}

run "rejects_values" {
  command = plan
  expect_failures = [
    var.tables,
    var.write_capacity,
    var.read_capacity,
    var.job_retention_days,
    var.upload_days,
    var.api_memory_mb,
    var.max_body_bytes,
    var.upload_seconds,
    var.maximum_concurrency,
    var.worker_memory_mb,
    var.worker_timeout_seconds,
    var.chunk_bytes,
    var.write_concurrency,
    var.max_attempts,
    var.checkpoint_seconds,
    var.source_buckets,
  ]

  variables {
    tables                 = { "no spaces" = {} }
    write_capacity         = 0
    read_capacity          = 0
    job_retention_days     = 0
    upload_days            = 0
    api_memory_mb          = 64
    max_body_bytes         = 6000000
    upload_seconds         = 1
    maximum_concurrency    = 1
    worker_memory_mb       = 128
    worker_timeout_seconds = 5
    chunk_bytes            = 1
    write_concurrency      = 0
    max_attempts           = 0
    checkpoint_seconds     = 0
    source_buckets         = ["Exports"]
  }
}
