resource "aws_lambda_event_source_mapping" "this" {
  event_source_arn                   = var.queue_arn
  function_name                      = var.function_name
  enabled                            = var.enabled
  batch_size                         = var.batch_size
  maximum_batching_window_in_seconds = var.batching_window_seconds

  # One bad message must not fail the messages beside it.
  function_response_types = ["ReportBatchItemFailures"]

  # Here, not as reserved concurrency: with that, pollers still receive messages, are refused, and use up
  # the messages' receive counts until they are dead letters.
  scaling_config {
    maximum_concurrency = var.maximum_concurrency
  }
}
