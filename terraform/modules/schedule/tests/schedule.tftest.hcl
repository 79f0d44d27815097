mock_provider "aws" {
  mock_resource "aws_cloudwatch_event_rule" {
    defaults = { arn = "arn:aws:events:us-east-1:123456789012:rule/orders-every-10-minutes" }
  }
}

variables {
  name          = "orders-every-10-minutes"
  description   = "Sends the sample every ten minutes."
  function_name = "orders-producer"
  function_arn  = "arn:aws:lambda:us-east-1:123456789012:function:orders-producer"
}

run "defaults" {
  assert {
    condition     = aws_cloudwatch_event_rule.this.schedule_expression == "rate(10 minutes)" && aws_cloudwatch_event_rule.this.state == "ENABLED"
    error_message = "Every ten minutes, enabled."
  }
  assert {
    condition = (
      aws_cloudwatch_event_target.this.rule == var.name
      && aws_cloudwatch_event_target.this.arn == var.function_arn
      && aws_cloudwatch_event_target.this.input == null
      && aws_cloudwatch_event_target.this.retry_policy[0].maximum_event_age_in_seconds == 300
      && aws_cloudwatch_event_target.this.retry_policy[0].maximum_retry_attempts == 3
    )
    error_message = "The rule invokes the function with the plain scheduled event, and gives up after five minutes."
  }
  assert {
    condition = (
      aws_lambda_permission.this.principal == "events.amazonaws.com"
      && aws_lambda_permission.this.action == "lambda:InvokeFunction"
      && aws_lambda_permission.this.function_name == var.function_name
      && aws_lambda_permission.this.source_arn == output.rule_arn
    )
    error_message = "EventBridge may invoke the function for this one rule."
  }
}

run "a_disabled_schedule_stays_and_never_fires" {
  command = plan

  variables {
    enabled = false
  }

  assert {
    condition     = aws_cloudwatch_event_rule.this.state == "DISABLED"
    error_message = "enabled = false disables the rule."
  }
}

run "takes_cron" {
  command = plan

  variables {
    schedule_expression = "cron(0/10 * * * ? *)"
  }

  assert {
    condition     = aws_cloudwatch_event_rule.this.schedule_expression == "cron(0/10 * * * ? *)"
    error_message = "A cron expression of six fields is passed on."
  }
}

run "rejects_rate_without_plural" {
  command         = plan
  expect_failures = [var.schedule_expression]

  variables {
    schedule_expression = "rate(10 minute)"
  }
}

run "rejects_five_field_cron" {
  command         = plan
  expect_failures = [var.schedule_expression]

  variables {
    schedule_expression = "cron(0/10 * * * *)"
  }
}

run "rejects_name" {
  command         = plan
  expect_failures = [var.name]

  variables {
    name = "every 10 minutes"
  }
}

run "rejects_empty_description" {
  command         = plan
  expect_failures = [var.description]

  variables {
    description = ""
  }
}

run "rejects_function_name" {
  command         = plan
  expect_failures = [var.function_name]

  variables {
    function_name = "no spaces"
  }
}

run "rejects_a_function_that_is_not_one" {
  command         = plan
  expect_failures = [var.function_arn]

  variables {
    function_arn = "orders-producer"
  }
}

run "rejects_event_age_below_a_minute" {
  command         = plan
  expect_failures = [var.maximum_event_age_seconds]

  variables {
    maximum_event_age_seconds = 59
  }
}

run "rejects_retries_over_185" {
  command         = plan
  expect_failures = [var.maximum_retry_attempts]

  variables {
    maximum_retry_attempts = 186
  }
}
