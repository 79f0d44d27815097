mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
  }
  mock_data "aws_dynamodb_tables" {
    defaults = { names = ["orders"] }
  }
  mock_data "aws_dynamodb_table" {
    defaults = { read_capacity = 5, write_capacity = 5, global_secondary_index = [] }
  }
}

variables {
  name            = "orders"
  partition_key   = { name = "pk" }
  capacity_owner  = "autoscaling"
  read_capacity   = 5
  write_capacity  = 5
  alarm_topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms"
}

run "replicas_force_the_stream" {
  command = plan

  variables {
    replica_regions = ["eu-west-1", "ap-southeast-2"]
  }

  assert {
    condition     = toset([for replica in aws_dynamodb_table.this.replica : replica.region_name]) == toset(["eu-west-1", "ap-southeast-2"]) && alltrue([for replica in aws_dynamodb_table.this.replica : replica.point_in_time_recovery && replica.propagate_tags])
    error_message = "Each region has the table, restorable and tagged as here."
  }
  assert {
    condition     = aws_dynamodb_table.this.stream_enabled && aws_dynamodb_table.this.stream_view_type == "NEW_AND_OLD_IMAGES"
    error_message = "DynamoDB copies by a stream of both images."
  }
}

run "one_region_needs_no_stream" {
  command = plan

  assert {
    condition     = length(aws_dynamodb_table.this.replica) == 0 && !aws_dynamodb_table.this.stream_enabled
    error_message = "Without replicas nothing is copied."
  }
}

run "rejects_regions_and_views" {
  command         = plan
  expect_failures = [var.replica_regions]

  variables {
    replica_regions  = ["ireland"]
    stream_view_type = "KEYS_ONLY"
  }
}

run "rejects_a_key_of_one_region" {
  command         = plan
  expect_failures = [var.replica_regions]

  variables {
    replica_regions = ["eu-west-1"]
    encryption      = "customer-managed"
    kms_key_arn     = "arn:aws:kms:us-east-1:123456789012:key/4a1c5a9e-0000-4000-8000-000000000000"
  }
}

run "rejects_its_own_region" {
  command         = plan
  expect_failures = [aws_dynamodb_table.this]

  variables {
    replica_regions = ["us-east-1"]
  }
}

run "rejects_writes_that_are_not_autoscaled" {
  command         = plan
  expect_failures = [var.replica_regions]

  variables {
    capacity_owner  = "fixed"
    replica_regions = ["eu-west-1"]
  }
}

run "rejects_replicas_of_a_table_that_is_not_there" {
  command         = plan
  expect_failures = [aws_dynamodb_table.this]

  variables {
    name            = "invoices"
    replica_regions = ["eu-west-1"]
  }
}
