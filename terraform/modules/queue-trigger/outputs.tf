output "id" {
  description = "UUID of the event source mapping."
  value       = aws_lambda_event_source_mapping.this.uuid
}

output "batch_size" {
  description = "Messages handed over at once, at most."
  value       = aws_lambda_event_source_mapping.this.batch_size
}

output "maximum_concurrency" {
  description = "Runs at once that this trigger starts, at most."
  value       = aws_lambda_event_source_mapping.this.scaling_config[0].maximum_concurrency
}
