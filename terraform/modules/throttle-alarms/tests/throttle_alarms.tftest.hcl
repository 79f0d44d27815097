mock_provider "aws" {
  mock_resource "aws_cloudwatch_metric_alarm" {
    defaults = { arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:orders-write-throttles" }
  }
}

variables {
  table_name      = "orders"
  alarm_topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms"
}

run "defaults" {
  command = plan

  assert {
    condition     = tolist(output.alarm_names) == tolist(["orders-read-throttles", "orders-write-throttles"])
    error_message = "A table without indexes has one alarm for writes and one for reads."
  }
  assert {
    condition     = aws_cloudwatch_metric_alarm.throttles["table/write"].metric_name == "WriteThrottleEvents"
    error_message = "The alarm must watch WriteThrottleEvents: ThrottledRequests misses a batch that is refused in part."
  }
  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.throttles :
      alarm.alarm_actions == toset([var.alarm_topic_arn]) && length(aws_lambda_permission.this) == 0 && alarm.statistic == "Sum" && alarm.threshold == 1 && alarm.treat_missing_data == "notBreaching"
    ])
    error_message = "Every alarm counts (Sum), rings at the first refused request, is quiet without data, and goes to the alarm topic."
  }
}

run "every_index_has_its_own_alarms" {
  command = plan

  variables {
    index_names = ["by-customer", "by-status"]
  }

  assert {
    condition     = length(output.alarm_names) == 6
    error_message = "Table and two indexes, writes and reads: six alarms."
  }
  assert {
    condition = aws_cloudwatch_metric_alarm.throttles["index/by-status/read"].dimensions == tomap({
      TableName                = "orders"
      GlobalSecondaryIndexName = "by-status"
    }) && aws_cloudwatch_metric_alarm.throttles["index/by-status/read"].metric_name == "ReadThrottleEvents"
    error_message = "An index alarm names both the table and the index."
  }
}

run "a_function_is_invoked_too_and_by_these_alarms_alone" {
  variables {
    name     = "scaling-orders"
    function = { name = "scaler", arn = "arn:aws:lambda:us-east-1:123456789012:function:scaler" }
  }

  assert {
    condition = alltrue([
      for alarm in aws_cloudwatch_metric_alarm.throttles :
      alarm.alarm_actions == toset([var.alarm_topic_arn, var.function.arn]) && alarm.ok_actions == toset([var.alarm_topic_arn])
    ])
    error_message = "An alarm that rings tells the topic and the function; one that is quiet again only the topic."
  }
  assert {
    condition = { for key, permission in aws_lambda_permission.this : key => [permission.statement_id, permission.principal, permission.source_arn, permission.function_name] } == {
      "table/read"  = ["AllowAlarm-scaling-orders-read-throttles", "lambda.alarms.cloudwatch.amazonaws.com", aws_cloudwatch_metric_alarm.throttles["table/read"].arn, "scaler"]
      "table/write" = ["AllowAlarm-scaling-orders-write-throttles", "lambda.alarms.cloudwatch.amazonaws.com", aws_cloudwatch_metric_alarm.throttles["table/write"].arn, "scaler"]
    }
    error_message = "Each alarm has a permission of its own."
  }
}

run "rejects_values" {
  command         = plan
  expect_failures = [var.table_name, var.name, var.function]

  variables {
    table_name = "no spaces"
    name       = "none here"
    function   = { name = "scaler", arn = "scaler" }
  }
}

run "rejects_threshold_below_one" {
  command         = plan
  expect_failures = [var.threshold]

  variables {
    threshold = 0
  }
}

run "rejects_a_topic_that_is_not_one" {
  command         = plan
  expect_failures = [var.alarm_topic_arn]

  variables {
    alarm_topic_arn = "alarms@example.com"
  }
}
