mock_provider "aws" {}

variables {
  name            = "orders"
  partition_key   = { name = "pk" }
  read_capacity   = 5
  write_capacity  = 10
  alarm_topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms"
}

run "defaults" {
  command = plan

  assert {
    condition = (
      aws_dynamodb_table.this.billing_mode == "PROVISIONED"
      && output.read_capacity == 5
      && output.write_capacity == 10
      && aws_dynamodb_table.this.hash_key == "pk"
      && aws_dynamodb_table.this.range_key == null
      && { for attribute in aws_dynamodb_table.this.attribute : attribute.name => attribute.type } == { pk = "S" }
    )
    error_message = "A provisioned table with the given capacity and a string key."
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
    condition     = length(data.aws_dynamodb_tables.all) == 0
    error_message = "A fixed capacity looks nothing up."
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
        partition_key  = { name = "customer" }
        sort_key       = { name = "sk", type = "N" }
        projection     = "KEYS_ONLY"
        read_capacity  = 3
        write_capacity = 4
      }
      by-status = {
        partition_key       = { name = "status" }
        projection          = "INCLUDE"
        included_attributes = ["total"]
        read_capacity       = 1
        write_capacity      = 2
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
    condition = jsonencode({ for index in aws_dynamodb_table.this.global_secondary_index : index.name => [index.hash_key, index.range_key, index.projection_type, index.read_capacity, index.write_capacity] }) == jsonencode({
      by-customer = ["customer", "sk", "KEYS_ONLY", 3, 4]
      by-status   = ["status", null, "INCLUDE", 1, 2]
    })
    error_message = "Each global index has its keys, projection and own capacity."
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

run "a_managed_table_begins_with_the_given_capacity" {
  command = plan

  variables {
    capacity_owner = "autoscaling"
  }

  override_data {
    target = data.aws_dynamodb_tables.all[0]
    values = { names = ["orders-archive"] }
  }

  assert {
    condition     = length(data.aws_dynamodb_table.current) == 0 && output.write_capacity == 10 && output.read_capacity == 5
    error_message = "A table that is not there yet begins as the variables say."
  }
}

run "a_managed_table_keeps_the_capacity_it_has" {
  command = plan

  variables {
    capacity_owner = "scaler"
    global_indexes = {
      by-customer = { partition_key = { name = "customer" }, read_capacity = 3, write_capacity = 4 }
      by-status   = { partition_key = { name = "status" }, read_capacity = 1, write_capacity = 2 }
    }
  }

  override_data {
    target = data.aws_dynamodb_tables.all[0]
    values = { names = ["customers", "orders"] }
  }
  override_data {
    target = data.aws_dynamodb_table.current[0]
    values = {
      read_capacity  = 50
      write_capacity = 400
      global_secondary_index = [{
        name                 = "by-customer"
        hash_key             = "customer"
        range_key            = ""
        projection_type      = "ALL"
        non_key_attributes   = []
        on_demand_throughput = []
        read_capacity        = 33
        write_capacity       = 444
      }]
    }
  }

  assert {
    condition     = output.read_capacity == 50 && output.write_capacity == 400
    error_message = "What the scaler set must be what is planned: an apply never fights it."
  }
  assert {
    condition = { for index in aws_dynamodb_table.this.global_secondary_index : index.name => [index.read_capacity, index.write_capacity] } == {
      by-customer = [33, 444]
      by-status   = [1, 2]
    }
    error_message = "An index that is there keeps its capacity; a new one begins as the variables say."
  }
}

run "a_table_that_was_on_demand_begins_with_the_given_capacity" {
  command = plan

  variables {
    capacity_owner = "autoscaling"
  }

  override_data {
    target = data.aws_dynamodb_tables.all[0]
    values = { names = ["orders"] }
  }
  override_data {
    target = data.aws_dynamodb_table.current[0]
    values = { read_capacity = 0, write_capacity = 0, global_secondary_index = [] }
  }

  assert {
    condition     = output.write_capacity == 10
    error_message = "An on-demand table has a capacity of 0, which is not one to keep."
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
    global_indexes = { by-sk = { partition_key = { name = "sk", type = "S" }, read_capacity = 1, write_capacity = 1 } }
  }
}

run "rejects_global_index_name" {
  command         = plan
  expect_failures = [var.global_indexes]

  variables {
    global_indexes = { by = { partition_key = { name = "customer" }, read_capacity = 1, write_capacity = 1 } }
  }
}

run "rejects_global_index_key_type" {
  command         = plan
  expect_failures = [var.global_indexes]

  variables {
    global_indexes = { by-customer = { partition_key = { name = "customer", type = "X" }, read_capacity = 1, write_capacity = 1 } }
  }
}

run "rejects_include_without_attributes" {
  command         = plan
  expect_failures = [var.global_indexes]

  variables {
    global_indexes = { by-customer = { partition_key = { name = "customer" }, projection = "INCLUDE", read_capacity = 1, write_capacity = 1 } }
  }
}

run "rejects_global_index_without_capacity" {
  command         = plan
  expect_failures = [var.global_indexes]

  variables {
    global_indexes = { by-customer = { partition_key = { name = "customer" }, read_capacity = 1, write_capacity = 0 } }
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
    global_indexes = { by-total = { partition_key = { name = "total", type = "N" }, read_capacity = 1, write_capacity = 1 } }
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

run "rejects_capacity_owner" {
  command         = plan
  expect_failures = [var.capacity_owner]

  variables {
    capacity_owner = "both"
  }
}

run "rejects_read_capacity_of_zero" {
  command         = plan
  expect_failures = [var.read_capacity]

  variables {
    read_capacity = 0
  }
}

run "rejects_write_capacity_of_a_fraction" {
  command         = plan
  expect_failures = [var.write_capacity]

  variables {
    write_capacity = 1.5
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
