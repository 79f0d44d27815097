mock_provider "aws" {}

variables {
  queue_arn     = "arn:aws:sqs:us-east-1:123456789012:orders"
  function_name = "orders-consumer"
}

run "defaults" {
  command = plan

  assert {
    condition     = aws_lambda_event_source_mapping.this.function_response_types == toset(["ReportBatchItemFailures"])
    error_message = "Without partial batch responses one bad message fails its whole batch."
  }
  assert {
    condition = (
      output.batch_size == 25
      && aws_lambda_event_source_mapping.this.maximum_batching_window_in_seconds == 1
      && output.maximum_concurrency == 2
      && aws_lambda_event_source_mapping.this.enabled
    )
    error_message = "One BatchWriteItem a batch, a window of one second, two runs at once, enabled."
  }
  assert {
    condition     = aws_lambda_event_source_mapping.this.event_source_arn == var.queue_arn && aws_lambda_event_source_mapping.this.function_name == var.function_name
    error_message = "The mapping joins the given queue and function."
  }
}

run "small_batches_need_no_window" {
  command = plan

  variables {
    batch_size              = 10
    batching_window_seconds = 0
  }

  assert {
    condition     = aws_lambda_event_source_mapping.this.maximum_batching_window_in_seconds == 0
    error_message = "Up to 10 messages a window of 0 is allowed."
  }
}

run "rejects_large_batches_without_a_window" {
  command         = plan
  expect_failures = [var.batching_window_seconds]

  variables {
    batch_size              = 11
    batching_window_seconds = 0
  }
}

run "rejects_window_over_300" {
  command         = plan
  expect_failures = [var.batching_window_seconds]

  variables {
    batching_window_seconds = 301
  }
}

run "rejects_batch_size_over_10000" {
  command         = plan
  expect_failures = [var.batch_size]

  variables {
    batch_size = 10001
  }
}

run "rejects_concurrency_of_one" {
  command         = plan
  expect_failures = [var.maximum_concurrency]

  variables {
    maximum_concurrency = 1
  }
}

run "rejects_concurrency_over_1000" {
  command         = plan
  expect_failures = [var.maximum_concurrency]

  variables {
    maximum_concurrency = 1001
  }
}

run "rejects_a_queue_that_is_not_one" {
  command         = plan
  expect_failures = [var.queue_arn]

  variables {
    queue_arn = "https://sqs.us-east-1.amazonaws.com/123456789012/orders"
  }
}

run "rejects_function_name" {
  command         = plan
  expect_failures = [var.function_name]

  variables {
    function_name = "no spaces"
  }
}
