# A table that is there already, and what is refused.

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
  mock_data "aws_dynamodb_table" {
    defaults = {
      name             = "orders"
      arn              = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
      hash_key         = "pk"
      range_key        = "placed"
      attribute        = [{ name = "pk", type = "S" }, { name = "placed", type = "N" }, { name = "customer", type = "S" }]
      replica          = []
      stream_arn       = "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-11-28T08:00:00.000"
      stream_view_type = "NEW_AND_OLD_IMAGES"
    }
  }
}

variables {
  existing_stream_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-11-28T08:00:00.000"
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
    zips                        = { stream-processor = "versions.tf" }
  }
}

run "an_existing_tables_stream" {
  command = plan

  assert {
    condition     = length(module.table) == 0 && output.table_name == "orders" && output.stream_arn == var.existing_stream_arn
    error_message = "No table is made; the stream's is captured."
  }
  assert {
    condition     = local.key_paths == ["pk.S", "placed.N"]
    error_message = "Its keys are looked up, in their order."
  }
}

run "a_table_that_the_root_makes" {
  command = plan

  variables {
    existing_stream_arn = ""
    source_table = {
      name       = "carts"
      arn        = "arn:aws:dynamodb:us-east-1:123456789012:table/carts"
      stream_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/carts/stream/2026-11-29T08:00:00.000"
      keys       = { partition_key = { name = "user_id" }, sort_key = { name = "number", type = "N" } }
    }
  }

  assert {
    condition     = length(module.table) == 0 && length(data.aws_dynamodb_table.existing) == 0 && output.table_name == "carts" && output.stream_arn == var.source_table.stream_arn
    error_message = "No table is made and none is looked up; the given stream is captured."
  }
  assert {
    condition     = local.key_paths == ["user_id.S", "number.N"]
    error_message = "Its keys are known from what is given."
  }
}

run "rejects_two_tables" {
  command         = plan
  expect_failures = [var.source_table]

  variables {
    source_table = {
      name       = "carts"
      arn        = "arn:aws:dynamodb:us-east-1:123456789012:table/carts"
      stream_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/carts/stream/2026-11-29T08:00:00.000"
      keys       = { partition_key = { name = "user_id" } }
    }
  }
}

run "warns_of_a_second_processor" {
  command         = plan
  expect_failures = [check.one_processor_for_all_replicas]

  override_data {
    target = data.aws_dynamodb_table.existing[0]
    values = {
      name             = "orders"
      arn              = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
      hash_key         = "pk"
      stream_arn       = "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-11-28T08:00:00.000"
      stream_view_type = "NEW_AND_OLD_IMAGES"
      replica          = [{ region_name = "eu-west-1", kms_key_arn = "" }]
    }
  }
}

run "warns_of_a_stream_without_images" {
  command         = plan
  expect_failures = [check.the_stream_has_both_images]

  override_data {
    target = data.aws_dynamodb_table.existing[0]
    values = {
      name             = "orders"
      arn              = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
      hash_key         = "pk"
      stream_arn       = "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-11-28T08:00:00.000"
      stream_view_type = "KEYS_ONLY"
      replica          = []
    }
  }
}

run "rejects_replicas_without_the_one_that_processes" {
  command         = plan
  expect_failures = [var.processor_region]

  variables {
    existing_stream_arn = ""
    replica_regions     = ["eu-west-1"]
  }
}

run "rejects_a_table_beside_the_stream" {
  command         = plan
  expect_failures = [var.existing_stream_arn]

  variables {
    table_name = "invoices"
  }
}

run "rejects_keys_beside_the_stream" {
  command         = plan
  expect_failures = [var.existing_stream_arn]

  variables {
    table_keys = { partition_key = { name = "pk" } }
  }
}

run "rejects_a_time_to_live_beside_the_stream" {
  command         = plan
  expect_failures = [var.existing_stream_arn]

  variables {
    ttl_attribute = "expires_at"
  }
}

run "rejects_a_timeout_that_leaves_no_time" {
  command         = plan
  expect_failures = [var.lambda_timeout]

  variables {
    lambda_timeout = 3
  }
}

run "rejects_values" {
  command = plan
  expect_failures = [
    var.lambda_memory_size,
    var.lambda_timeout,
    var.concurrency,
    var.batch_size,
    var.batching_window_seconds,
    var.parallelization_factor,
    var.retry_attempts,
    var.maximum_record_age_seconds,
    var.failure_destination,
    var.dlq_retention,
    var.failed_changes_days,
    var.audit_prefix,
    var.audit_first_day,
    var.lake,
    var.handler,
  ]

  variables {
    lambda_memory_size         = 64
    lambda_timeout             = 901
    concurrency                = 0
    batch_size                 = 0
    batching_window_seconds    = 301
    parallelization_factor     = 0
    retry_attempts             = 10001
    maximum_record_age_seconds = 0
    failure_destination        = "sns"
    dlq_retention              = 15
    failed_changes_days        = 0
    audit_prefix               = "audit"
    audit_first_day            = "2025-13-01"
    lake                       = { buffer_mb = 129 }
    handler                    = { module = "handler.mjs", layer_arns = [] }
  }
}

run "rejects_policies" {
  command         = plan
  expect_failures = [var.failure_policies]

  variables {
    failure_policies = [{ error = "9xx", policy = "retry" }, { error = "*", policy = "ignore" }, { error = "*", policy = "report", attempts = 2 }]
  }
}

run "rejects_rules" {
  command         = plan
  expect_failures = [var.notice_rules]

  variables {
    notice_rules = [{ name = "no spaces", pattern = "{\"type\":[\"insert\"]}" }]
  }
}

run "rejects_a_pattern_that_is_no_json" {
  command         = plan
  expect_failures = [var.notice_rules]

  variables {
    notice_rules = [{ name = "broken", pattern = "{type:insert}" }]
  }
}

run "rejects_a_pattern_without_lists" {
  command         = plan
  expect_failures = [var.notice_rules]

  variables {
    notice_rules = [{ name = "bare", pattern = "{\"type\":\"insert\"}" }]
  }
}

run "rejects_an_attribute_without_a_list" {
  command         = plan
  expect_failures = [var.notice_rules]

  variables {
    notice_rules = [{ name = "bare", pattern = "{\"new\":{\"status\":\"open\"}}" }]
  }
}

run "rejects_a_pattern_over_what_a_change_has_not" {
  command         = plan
  expect_failures = [var.notice_rules]

  variables {
    notice_rules = [{ name = "never", pattern = "{\"detail\":{\"type\":[\"insert\"]}}" }]
  }
}

run "rejects_rules_above_the_environments_size" {
  command         = plan
  expect_failures = [var.notice_rules]

  variables {
    notice_rules = [for place in range(60) : { name = "rule-${place}", pattern = "{\"keys\":{\"UserId\":[\"user-${place}-of-many\"]}}" }]
  }
}
