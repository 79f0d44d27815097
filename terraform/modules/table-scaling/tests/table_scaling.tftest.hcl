mock_provider "aws" {}

variables {
  table_name     = "orders"
  capacity_owner = "autoscaling"
  table = {
    read  = { min = 1, max = 10 }
    write = { min = 2, max = 20 }
  }
}

run "defaults" {
  command = plan

  assert {
    condition     = toset(keys(aws_appautoscaling_target.this)) == toset(["table/read", "table/write"])
    error_message = "A table without indexes scales its reads and its writes."
  }
  assert {
    condition = (
      aws_appautoscaling_target.this["table/write"].resource_id == "table/orders"
      && aws_appautoscaling_target.this["table/write"].scalable_dimension == "dynamodb:table:WriteCapacityUnits"
      && aws_appautoscaling_target.this["table/write"].min_capacity == 2
      && aws_appautoscaling_target.this["table/write"].max_capacity == 20
    )
    error_message = "Writes of the table scale within their bounds."
  }
  assert {
    condition = (
      aws_appautoscaling_policy.this["table/read"].policy_type == "TargetTrackingScaling"
      && aws_appautoscaling_policy.this["table/read"].target_tracking_scaling_policy_configuration[0].target_value == 70
      && aws_appautoscaling_policy.this["table/read"].target_tracking_scaling_policy_configuration[0].scale_in_cooldown == 3600
      && aws_appautoscaling_policy.this["table/read"].target_tracking_scaling_policy_configuration[0].scale_out_cooldown == 0
      && aws_appautoscaling_policy.this["table/read"].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].predefined_metric_type == "DynamoDBReadCapacityUtilization"
    )
    error_message = "70 percent of the read capacity in use, quick to grow, slow to shrink."
  }
}

run "every_index_scales_too" {
  command = plan

  variables {
    indexes = {
      by-customer = { read = { min = 1, max = 5 }, write = { min = 2, max = 40 } }
      by-status   = { read = { min = 1, max = 5 }, write = { min = 2, max = 40 } }
    }
  }

  assert {
    condition     = length(aws_appautoscaling_target.this) == 6 && length(output.policy_names) == 6
    error_message = "Table and two indexes, reads and writes: six targets, six policies."
  }
  assert {
    condition = (
      aws_appautoscaling_policy.this["index/by-status/write"].resource_id == "table/orders/index/by-status"
      && aws_appautoscaling_policy.this["index/by-status/write"].scalable_dimension == "dynamodb:index:WriteCapacityUnits"
      && aws_appautoscaling_target.this["index/by-status/write"].max_capacity == 40
      && aws_appautoscaling_policy.this["index/by-status/write"].target_tracking_scaling_policy_configuration[0].predefined_metric_specification[0].predefined_metric_type == "DynamoDBWriteCapacityUtilization"
    )
    error_message = "An index has its own target, dimension and bounds."
  }
}

run "rejects_a_table_that_has_another_owner" {
  command         = plan
  expect_failures = [var.capacity_owner]

  variables {
    capacity_owner = "scaler"
  }
}

run "rejects_table_name" {
  command         = plan
  expect_failures = [var.table_name]

  variables {
    table_name = "no spaces"
  }
}

run "rejects_table_bounds_upside_down" {
  command         = plan
  expect_failures = [var.table]

  variables {
    table = { read = { min = 1, max = 10 }, write = { min = 20, max = 2 } }
  }
}

run "rejects_index_minimum_of_zero" {
  command         = plan
  expect_failures = [var.indexes]

  variables {
    indexes = { by-customer = { read = { min = 0, max = 5 }, write = { min = 2, max = 40 } } }
  }
}

run "rejects_target_over_90" {
  command         = plan
  expect_failures = [var.target_utilization_percent]

  variables {
    target_utilization_percent = 95
  }
}

run "rejects_scale_out_cooldown" {
  command         = plan
  expect_failures = [var.scale_out_cooldown_seconds]

  variables {
    scale_out_cooldown_seconds = -1
  }
}

run "rejects_scale_in_cooldown" {
  command         = plan
  expect_failures = [var.scale_in_cooldown_seconds]

  variables {
    scale_in_cooldown_seconds = 86401
  }
}
