mock_provider "aws" {}

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
      alarm.alarm_actions == toset([var.alarm_topic_arn]) && alarm.statistic == "Sum" && alarm.threshold == 1 && alarm.treat_missing_data == "notBreaching"
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

run "rejects_table_name" {
  command         = plan
  expect_failures = [var.table_name]

  variables {
    table_name = "no spaces"
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
