mock_provider "aws" {
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/orders-writer" }
  }
  mock_resource "aws_cloudwatch_log_group" {
    defaults = { arn = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/orders-writer" }
  }
}

variables {
  name            = "orders-writer"
  description     = "Writes orders."
  service_name    = "direct-writer"
  zip_path        = "versions.tf" # any file that exists: the mock provider does not open it
  timeout_seconds = 60
  alarm_topic_arn = "arn:aws:sns:us-east-1:123456789012:alarms"
}

run "defaults" {
  assert {
    condition = (
      aws_lambda_function.this.runtime == "nodejs22.x"
      && aws_lambda_function.this.architectures == tolist(["arm64"])
      && aws_lambda_function.this.handler == "index.handler"
      && aws_lambda_function.this.memory_size == 512
      && aws_lambda_function.this.reserved_concurrent_executions == -1
      && aws_lambda_function.this.tracing_config[0].mode == "PassThrough"
    )
    error_message = "nodejs22.x on arm64, 512 MB, no reserved concurrency, no tracing."
  }
  assert {
    condition     = aws_lambda_function.this.source_code_hash == filebase64sha256("versions.tf")
    error_message = "The hash of the zip decides whether the code is sent again."
  }
  assert {
    condition = output.environment == tomap({
      POWERTOOLS_SERVICE_NAME      = "direct-writer"
      POWERTOOLS_METRICS_NAMESPACE = "Spillway"
      LOG_LEVEL                    = "INFO"
    })
    error_message = "Every function has its service name, the metrics namespace and the log level."
  }
  assert {
    condition = jsondecode(output.policy).Statement == [{
      Sid      = "WriteOwnLogs"
      Effect   = "Allow"
      Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = ["arn:aws:logs:us-east-1:123456789012:log-group:/aws/lambda/orders-writer:*"]
    }]
    error_message = "Without statements the role may write its own logs and nothing else."
  }
  assert {
    condition = jsondecode(aws_iam_role.this.assume_role_policy).Statement == [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
    error_message = "Only Lambda may take the role."
  }
  assert {
    condition     = output.log_group_name == "/aws/lambda/orders-writer" && aws_cloudwatch_log_group.this.retention_in_days == 14
    error_message = "The log group is the function's own and expires."
  }
  assert {
    condition     = aws_lambda_function_event_invoke_config.this.maximum_retry_attempts == 0
    error_message = "A failed run is not repeated behind our back."
  }
  assert {
    condition = (
      toset(keys(aws_cloudwatch_metric_alarm.this)) == toset(["errors", "throttles", "duration"])
      && aws_cloudwatch_metric_alarm.this["duration"].threshold == 54000
      && alltrue([for alarm in aws_cloudwatch_metric_alarm.this : alarm.alarm_actions == toset([var.alarm_topic_arn]) && alarm.dimensions == tomap({ FunctionName = "orders-writer" })])
    )
    error_message = "Errors, throttles, and a duration of 90 % of the timeout, all to the topic."
  }
}

run "statements_and_settings_are_passed_on" {
  variables {
    environment          = { TABLE_NAME = "orders" }
    log_level            = "DEBUG"
    tracing              = true
    account_actions      = ["cloudwatch:GetMetricData"]
    reserved_concurrency = 3
    policy_statements = [{
      sid       = "WriteTable"
      actions   = ["dynamodb:BatchWriteItem", "dynamodb:DescribeTable"]
      resources = ["arn:aws:dynamodb:us-east-1:123456789012:table/orders"]
      }, {
      sid        = "SharePace"
      actions    = ["dynamodb:UpdateItem"]
      resources  = ["arn:aws:dynamodb:us-east-1:123456789012:table/jobs"]
      conditions = { "ForAllValues:StringEquals" = { "dynamodb:LeadingKeys" = ["PACE#orders"] } }
    }]
  }

  assert {
    condition     = output.environment["TABLE_NAME"] == "orders" && output.environment["LOG_LEVEL"] == "DEBUG"
    error_message = "The app's own variables and the log level are set."
  }
  assert {
    condition     = aws_lambda_function.this.reserved_concurrent_executions == 3 && aws_lambda_function.this.tracing_config[0].mode == "Active"
    error_message = "Reserved concurrency and tracing are set."
  }
  assert {
    condition     = [for statement in jsondecode(output.policy).Statement : statement.Sid] == ["WriteOwnLogs", "SendTraces", "ReadAccount", "WriteTable", "SharePace"]
    error_message = "Logs, traces because tracing is on, what reads the account where it is asked for, then what was given."
  }
  assert {
    condition = jsondecode(output.policy).Statement[3] == {
      Sid      = "WriteTable"
      Effect   = "Allow"
      Action   = ["dynamodb:BatchWriteItem", "dynamodb:DescribeTable"]
      Resource = ["arn:aws:dynamodb:us-east-1:123456789012:table/orders"]
    }
    error_message = "A given statement arrives as it was given."
  }
  assert {
    condition     = !can(jsondecode(output.policy).Statement[3].Condition) && jsondecode(output.policy).Statement[4].Condition == { "ForAllValues:StringEquals" = { "dynamodb:LeadingKeys" = ["PACE#orders"] } }
    error_message = "Conditions are there where they were given."
  }
  assert {
    condition = alltrue([
      for statement in jsondecode(output.policy).Statement :
      contains(["SendTraces", "ReadAccount"], statement.Sid) || !contains(statement.Resource, "*")
    ])
    error_message = "Only X-Ray and what has no resources to name may use *."
  }
}

run "rejects_an_account_action_that_has_resources" {
  command         = plan
  expect_failures = [var.account_actions]

  variables {
    account_actions = ["dynamodb:ListTables"]
  }
}

run "rejects_a_missing_zip" {
  command         = plan
  expect_failures = [aws_lambda_function.this]

  variables {
    zip_path = "not-built.zip"
  }
}

run "rejects_empty_zip_path" {
  command         = plan
  expect_failures = [var.zip_path]

  variables {
    zip_path = ""
  }
}

run "rejects_action_wildcard" {
  command         = plan
  expect_failures = [var.policy_statements]

  variables {
    policy_statements = [{ sid = "All", actions = ["dynamodb:*"], resources = ["arn:aws:dynamodb:us-east-1:123456789012:table/orders"] }]
  }
}

run "rejects_resource_wildcard" {
  command         = plan
  expect_failures = [var.policy_statements]

  variables {
    policy_statements = [{ sid = "All", actions = ["dynamodb:PutItem"], resources = ["*"] }]
  }
}

run "rejects_resource_name_wildcard" {
  command         = plan
  expect_failures = [var.policy_statements]

  variables {
    policy_statements = [{ sid = "All", actions = ["dynamodb:PutItem"], resources = ["arn:aws:dynamodb:us-east-1:123456789012:table/ord*"] }]
  }
}

run "rejects_statement_without_resources" {
  command         = plan
  expect_failures = [var.policy_statements]

  variables {
    policy_statements = [{ sid = "Nothing", actions = ["dynamodb:PutItem"], resources = [] }]
  }
}

run "rejects_sid_with_spaces" {
  command         = plan
  expect_failures = [var.policy_statements]

  variables {
    policy_statements = [{ sid = "Write table", actions = ["dynamodb:PutItem"], resources = ["arn:aws:dynamodb:us-east-1:123456789012:table/orders"] }]
  }
}

run "rejects_name" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "orders.writer"
  }
}

run "rejects_empty_description" {
  command         = plan
  expect_failures = [var.description]

  variables {
    description = ""
  }
}

run "rejects_service_name" {
  command         = plan
  expect_failures = [var.service_name]

  variables {
    service_name = "Direct Writer"
  }
}

run "rejects_architecture" {
  command         = plan
  expect_failures = [var.architecture]

  variables {
    architecture = "riscv"
  }
}

run "rejects_memory_below_128" {
  command         = plan
  expect_failures = [var.memory_mb]

  variables {
    memory_mb = 64
  }
}

run "rejects_timeout_over_900" {
  command         = plan
  expect_failures = [var.timeout_seconds]

  variables {
    timeout_seconds = 901
  }
}

run "rejects_negative_concurrency" {
  command         = plan
  expect_failures = [var.reserved_concurrency]

  variables {
    reserved_concurrency = -1
  }
}

run "rejects_three_retries" {
  command         = plan
  expect_failures = [var.async_retry_attempts]

  variables {
    async_retry_attempts = 3
  }
}

run "rejects_environment_in_lower_case" {
  command         = plan
  expect_failures = [var.environment]

  variables {
    environment = { table_name = "orders" }
  }
}

run "rejects_environment_that_the_module_owns" {
  command         = plan
  expect_failures = [var.environment]

  variables {
    environment = { LOG_LEVEL = "DEBUG" }
  }
}

run "rejects_log_level" {
  command         = plan
  expect_failures = [var.log_level]

  variables {
    log_level = "LOUD"
  }
}

run "rejects_logs_for_ever" {
  command         = plan
  expect_failures = [var.log_retention_days]

  variables {
    log_retention_days = 0
  }
}

run "rejects_duration_alarm_beyond_the_timeout" {
  command         = plan
  expect_failures = [var.duration_alarm_percent]

  variables {
    duration_alarm_percent = 101
  }
}

run "rejects_a_topic_that_is_not_one" {
  command         = plan
  expect_failures = [var.alarm_topic_arn]

  variables {
    alarm_topic_arn = ""
  }
}
