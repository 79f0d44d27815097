mock_provider "aws" {}

variables {
  name            = "orders"
  partition_key   = { name = "pk" }
  alarm_topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms"
}

run "defaults" {
  command = plan

  assert {
    condition = (
      aws_dynamodb_table.this.billing_mode == "PAY_PER_REQUEST"
      && length(aws_dynamodb_table.this.on_demand_throughput) == 0
      && aws_dynamodb_table.this.hash_key == "pk"
      && aws_dynamodb_table.this.range_key == null
      && { for attribute in aws_dynamodb_table.this.attribute : attribute.name => attribute.type } == { pk = "S" }
    )
    error_message = "An on-demand table without a limit, and a string key."
  }
  assert {
    condition     = aws_dynamodb_table.this.deletion_protection_enabled && aws_dynamodb_table.this.point_in_time_recovery[0].recovery_period_in_days == 35
    error_message = "Protected from deletion, and restorable to any second of 35 days."
  }
  assert {
    condition = (
      !aws_dynamodb_table.this.stream_enabled
      && length(aws_dynamodb_table.this.ttl) == 0
      && length(aws_dynamodb_table.this.server_side_encryption) == 0
      && length(aws_dynamodb_table.this.global_secondary_index) == 0
      && length(aws_dynamodb_table.this.local_secondary_index) == 0
    )
    error_message = "No stream, no TTL, the key that AWS owns, no indexes."
  }
  assert {
    condition     = tolist(output.alarm_names) == tolist(["orders-read-throttles", "orders-write-throttles"])
    error_message = "The table's throttles ring alarms."
  }
}

run "keys_indexes_stream_ttl_and_encryption" {
  command = plan

  variables {
    sort_key = { name = "sk", type = "N" }
    global_indexes = {
      by-customer = {
        partition_key = { name = "customer" }
        sort_key      = { name = "sk", type = "N" }
        projection    = "KEYS_ONLY"
      }
      by-status = {
        partition_key       = { name = "status" }
        projection          = "INCLUDE"
        included_attributes = ["total"]
        max_write_units     = 20
      }
    }
    local_indexes = {
      by-total = { sort_key = { name = "total", type = "N" } }
    }
    stream_view_type            = "NEW_AND_OLD_IMAGES"
    ttl_attribute               = "expires_at"
    point_in_time_recovery_days = 0
    encryption                  = "customer-managed"
    kms_key_arn                 = "arn:aws:kms:us-east-1:123456789012:key/4a1c5a9e-0000-4000-8000-000000000000"
    deletion_protection         = false
    tags                        = { team = "orders" }
  }

  assert {
    condition = { for attribute in aws_dynamodb_table.this.attribute : attribute.name => attribute.type } == {
      pk       = "S"
      sk       = "N"
      customer = "S"
      status   = "S"
      total    = "N"
    }
    error_message = "Each attribute of a key is declared once, shared ones too, with its type."
  }
  assert {
    condition = jsonencode({ for index in aws_dynamodb_table.this.global_secondary_index : index.name => [index.hash_key, index.range_key, index.projection_type] }) == jsonencode({
      by-customer = ["customer", "sk", "KEYS_ONLY"]
      by-status   = ["status", null, "INCLUDE"]
    })
    error_message = "Each global index has its keys and projection."
  }
  assert {
    condition     = [for index in aws_dynamodb_table.this.global_secondary_index : tolist(index.non_key_attributes) if index.name == "by-status"] == [tolist(["total"])]
    error_message = "INCLUDE carries the included attributes."
  }
  assert {
    condition     = [for index in aws_dynamodb_table.this.local_secondary_index : "${index.name}/${index.range_key}/${index.projection_type}"] == ["by-total/total/ALL"]
    error_message = "The local index has its sort key."
  }
  assert {
    condition = (
      aws_dynamodb_table.this.stream_view_type == "NEW_AND_OLD_IMAGES"
      && aws_dynamodb_table.this.ttl[0].attribute_name == "expires_at"
      && aws_dynamodb_table.this.ttl[0].enabled
      && length(aws_dynamodb_table.this.point_in_time_recovery) == 0
      && aws_dynamodb_table.this.server_side_encryption[0].kms_key_arn == var.kms_key_arn
      && !aws_dynamodb_table.this.deletion_protection_enabled
      && aws_dynamodb_table.this.tags == tomap({ team = "orders" })
    )
    error_message = "Stream, TTL, recovery, key, protection and tags as given."
  }
  assert {
    condition     = length(output.alarm_names) == 6 && tolist(output.index_names) == tolist(["by-customer", "by-status"])
    error_message = "Each global index has alarms too."
  }
}

run "aws_managed_key" {
  command = plan

  variables {
    encryption = "aws-managed"
  }

  assert {
    condition     = aws_dynamodb_table.this.server_side_encryption[0].enabled
    error_message = "aws-managed turns KMS on without a key of one's own."
  }
}

run "rejects_name" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "my orders"
  }
}

run "rejects_partition_key_type" {
  command         = plan
  expect_failures = [var.partition_key]

  variables {
    partition_key = { name = "pk", type = "BOOL" }
  }
}

run "rejects_sort_key_type" {
  command         = plan
  expect_failures = [var.sort_key]

  variables {
    sort_key = { name = "sk", type = "NUMBER" }
  }
}

run "rejects_sort_key_that_is_the_partition_key" {
  command         = plan
  expect_failures = [var.sort_key]

  variables {
    sort_key = { name = "pk" }
  }
}

run "rejects_one_attribute_with_two_types" {
  command         = plan
  expect_failures = [aws_dynamodb_table.this]

  variables {
    sort_key       = { name = "sk", type = "N" }
    global_indexes = { by-sk = { partition_key = { name = "sk", type = "S" } } }
  }
}

run "rejects_global_index_name" {
  command         = plan
  expect_failures = [var.global_indexes]

  variables {
    global_indexes = { by = { partition_key = { name = "customer" } } }
  }
}

run "rejects_global_index_key_type" {
  command         = plan
  expect_failures = [var.global_indexes]

  variables {
    global_indexes = { by-customer = { partition_key = { name = "customer", type = "X" } } }
  }
}

run "rejects_include_without_attributes" {
  command         = plan
  expect_failures = [var.global_indexes]

  variables {
    global_indexes = { by-customer = { partition_key = { name = "customer" }, projection = "INCLUDE" } }
  }
}

run "rejects_six_local_indexes" {
  command         = plan
  expect_failures = [var.local_indexes]

  variables {
    sort_key      = { name = "sk" }
    local_indexes = { for number in [1, 2, 3, 4, 5, 6] : "by-field-${number}" => { sort_key = { name = "field${number}" } } }
  }
}

run "rejects_local_index_without_sort_key" {
  command         = plan
  expect_failures = [var.local_indexes]

  variables {
    local_indexes = { by-total = { sort_key = { name = "total", type = "N" } } }
  }
}

run "rejects_local_index_named_like_a_global_one" {
  command         = plan
  expect_failures = [var.local_indexes]

  variables {
    sort_key       = { name = "sk" }
    global_indexes = { by-total = { partition_key = { name = "total", type = "N" } } }
    local_indexes  = { by-total = { sort_key = { name = "total", type = "N" } } }
  }
}

run "rejects_local_index_key_type" {
  command         = plan
  expect_failures = [var.local_indexes]

  variables {
    sort_key      = { name = "sk" }
    local_indexes = { by-total = { sort_key = { name = "total", type = "X" } } }
  }
}

run "rejects_local_index_projection" {
  command         = plan
  expect_failures = [var.local_indexes]

  variables {
    sort_key      = { name = "sk" }
    local_indexes = { by-total = { sort_key = { name = "total" }, projection = "SOME" } }
  }
}

run "rejects_stream_view_type" {
  command         = plan
  expect_failures = [var.stream_view_type]

  variables {
    stream_view_type = "EVERYTHING"
  }
}

run "rejects_empty_ttl_attribute" {
  command         = plan
  expect_failures = [var.ttl_attribute]

  variables {
    ttl_attribute = ""
  }
}

run "rejects_recovery_over_35_days" {
  command         = plan
  expect_failures = [var.point_in_time_recovery_days]

  variables {
    point_in_time_recovery_days = 36
  }
}

run "rejects_encryption" {
  command         = plan
  expect_failures = [var.encryption]

  variables {
    encryption = "none"
  }
}

run "rejects_customer_managed_without_key" {
  command         = plan
  expect_failures = [var.kms_key_arn]

  variables {
    encryption = "customer-managed"
  }
}

run "rejects_a_key_that_is_not_one" {
  command         = plan
  expect_failures = [var.kms_key_arn]

  variables {
    encryption  = "customer-managed"
    kms_key_arn = "alias/orders"
  }
}

run "rejects_throttle_threshold_of_zero" {
  command         = plan
  expect_failures = [var.throttle_alarm_threshold]

  variables {
    throttle_alarm_threshold = 0
  }
}

run "rejects_a_topic_that_is_not_one" {
  command         = plan
  expect_failures = [var.alarm_topic_arn]

  variables {
    alarm_topic_arn = ""
  }
}

run "limits_guard_the_bill" {
  command = plan

  variables {
    max_write_units = 500
    global_indexes  = { by-status = { partition_key = { name = "status" }, max_read_units = 20, max_write_units = 10 } }
  }

  assert {
    condition     = aws_dynamodb_table.this.on_demand_throughput[0].max_write_request_units == 500 && aws_dynamodb_table.this.on_demand_throughput[0].max_read_request_units == -1
    error_message = "Writes are limited, reads are not."
  }
  assert {
    condition     = alltrue([for index in aws_dynamodb_table.this.global_secondary_index : index.on_demand_throughput[0].max_read_request_units == 20 && index.on_demand_throughput[0].max_write_request_units == 10])
    error_message = "An index has limits of its own."
  }
}

run "rejects_index_limit_of_zero" {
  command         = plan
  expect_failures = [var.global_indexes]

  variables {
    global_indexes = { by-customer = { partition_key = { name = "customer" }, max_write_units = 0 } }
  }
}

run "rejects_max_read_units_of_zero" {
  command         = plan
  expect_failures = [var.max_read_units]

  variables {
    max_read_units = 0
  }
}

run "rejects_max_write_units_of_a_fraction" {
  command         = plan
  expect_failures = [var.max_write_units]

  variables {
    max_write_units = 0.5
  }
}
