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

output "visibility_timeout_seconds" {
  description = "Seconds that a received message stays hidden."
  value       = aws_sqs_queue.this.visibility_timeout_seconds
}

output "dead_letter_queue_name" {
  description = "Name of the dead-letter queue."
  value       = module.dead_letters.name
}

output "dead_letter_queue_arn" {
  description = "ARN of the dead-letter queue."
  value       = module.dead_letters.arn
}

output "dead_letter_queue_url" {
  description = "URL of the dead-letter queue."
  value       = module.dead_letters.url
}

output "planned_arn" {
  description = "The same ARN, known before the queue is there: for a role, which need not wait for it."
  value       = local.arn
}

output "planned_url" {
  description = "The same URL, known before the queue is there: for a function's settings, which need not wait for it."
  value       = local.url
}
