# The whole feature against a mock provider: the table in each way of paying for it, and the outputs that others read.

mock_provider "aws" {
  mock_data "aws_region" {
    defaults = { name = "us-east-1" }
  }
  mock_data "aws_dynamodb_tables" {
    defaults = { names = [] }
  }
  mock_resource "aws_dynamodb_table" {
    defaults = {
      arn        = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-table"
      stream_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-table/stream/2026-11-28T08:00:00.000"
    }
  }
}

variables {
  shared = {
    prefix                      = "spillway-test"
    alarm_topic_arn             = "arn:aws:sns:us-east-1:123456789012:spillway-test-alarms"
    table_encryption            = "aws-owned"
    point_in_time_recovery_days = 7
    deletion_protection         = true
  }
}

run "defaults" {
  assert {
    condition = (
      output.table_name == "spillway-test-table" && output.table_arn == "arn:aws:dynamodb:us-east-1:123456789012:table/spillway-test-table"
      && output.billing == "on-demand" && length(output.index_names) == 0 && output.capacity_owners == {} && output.stream_arn == null
    )
    error_message = "A table on demand by the environment's name, with nothing that was not asked for."
  }
  assert {
    condition     = join(",", output.alarm_names) == "spillway-test-table-read-throttles,spillway-test-table-write-throttles"
    error_message = "Throttles ring."
  }
}

run "on_demand_with_a_maximum" {
  variables {
    name            = "Users"
    partition_key   = { name = "userId", type = "N" }
    sort_key        = { name = "at" }
    max_write_units = 2000
    global_indexes  = { byEmail = { partition_key = { name = "email" }, projection = "KEYS_ONLY", max_write_units = 2000 } }
    local_indexes   = { byName = { sort_key = { name = "name" }, projection = "INCLUDE", included_attributes = ["age"] } }

    ttl_attribute    = "expiresAt"
    stream_view_type = "NEW_IMAGE"
  }

  assert {
    condition     = output.table_name == "Users" && join(",", output.index_names) == "byEmail" && output.stream_arn != null && length(output.alarm_names) == 4
    error_message = "The name is that which was given; indexes and the stream are there."
  }
}

run "provisioned_and_fixed" {
  variables {
    name           = "Users"
    billing        = "provisioned"
    write_capacity = 120
    read_capacity  = 10
    global_indexes = {
      byEmail = { partition_key = { name = "email" }, write_capacity = 60 }
      byType  = { partition_key = { name = "type" } }
    }
  }

  assert {
    condition = (
      output.capacity_owners == { Users = "fixed" } && module.provisioned[0].write_capacity == 120 && module.provisioned[0].read_capacity == 10
      && module.provisioned[0].index_capacity == { byEmail = { read = 10, write = 60 }, byType = { read = 10, write = 120 } }
    )
    error_message = "What an index has not of its own it has as the table."
  }
}

run "application_auto_scaling" {
  variables {
    name           = "Users"
    billing        = "provisioned"
    capacity_owner = "autoscaling"
    write_capacity = 20
    global_indexes = {
      byEmail = { partition_key = { name = "email" }, autoscaling = { write = { min = 5, max = 100 } } }
      byType  = { partition_key = { name = "type" } }
    }
    autoscaling = { read = { min = 5, max = 50 }, write = { min = 10, max = 400 } }
  }

  assert {
    condition     = output.capacity_owners == { Users = "autoscaling" } && length(module.autoscaling[0].policy_names) == 6
    error_message = "Reads and writes of the table and of both indexes are scaled."
  }
}

run "scaler" {
  variables {
    name           = "Users"
    billing        = "provisioned"
    capacity_owner = "scaler"
  }

  assert {
    condition     = output.capacity_owners == { Users = "scaler" } && length(module.autoscaling) == 0
    error_message = "The feature scaling may be told of it."
  }
}

run "rejects_values" {
  command = plan
  expect_failures = [
    var.name,
    var.billing,
    var.read_capacity,
    var.write_capacity,
  ]

  variables {
    name           = "U"
    billing        = "free"
    read_capacity  = 0
    write_capacity = 1.5
  }
}

run "rejects_what_belongs_to_the_other_billing" {
  command         = plan
  expect_failures = [var.max_read_units, var.max_write_units, var.autoscaling]

  variables {
    billing         = "provisioned"
    max_read_units  = 5
    max_write_units = 5
    autoscaling     = { read = { min = 5, max = 50 }, write = { min = 10, max = 400 } }
  }
}

run "rejects_an_unknown_owner" {
  command         = plan
  expect_failures = [var.capacity_owner]

  variables {
    billing        = "provisioned"
    capacity_owner = "nobody"
  }
}

run "rejects_an_owner_without_capacity" {
  command         = plan
  expect_failures = [var.capacity_owner]

  variables {
    capacity_owner = "scaler"
  }
}

run "rejects_autoscaling_without_bounds" {
  command         = plan
  expect_failures = [var.autoscaling]

  variables {
    billing        = "provisioned"
    capacity_owner = "autoscaling"
  }
}
