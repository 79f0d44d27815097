output "name" {
  description = "Name of the queue."
  value       = aws_sqs_queue.this.name
}

output "arn" {
  description = "ARN of the queue."
  value       = aws_sqs_queue.this.arn
}

output "url" {
  description = "URL of the queue."
  value       = aws_sqs_queue.this.url
}

output "message_retention_seconds" {
  description = "Seconds that a message is kept."
  value       = aws_sqs_queue.this.message_retention_seconds
}

output "planned_arn" {
  description = "The same ARN, known before the queue is there: for a role, which need not wait for it."
  value       = local.arn
}

output "planned_url" {
  description = "The same URL, known before the queue is there: for a function's settings, which need not wait for it."
  value       = local.url
}
