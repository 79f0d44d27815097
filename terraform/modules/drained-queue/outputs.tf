output "name" {
  description = "Name of the queue."
  value       = module.queue.name
}

output "arn" {
  description = "ARN of the queue."
  value       = module.queue.arn
}

output "url" {
  description = "URL of the queue."
  value       = module.queue.url
}

output "visibility_timeout_seconds" {
  description = "Seconds that a received message stays hidden."
  value       = module.queue.visibility_timeout_seconds
}

output "dead_letter_queue_name" {
  description = "Name of the dead-letter queue."
  value       = module.queue.dead_letter_queue_name
}

output "dead_letter_queue_url" {
  description = "URL of the dead-letter queue."
  value       = module.queue.dead_letter_queue_url
}

output "function_name" {
  description = "Name of the consumer's function."
  value       = module.consumer.function_name
}

output "environment" {
  description = "All environment variables of the consumer."
  value       = module.consumer.environment
}

output "policy" {
  description = "What the consumer's role may do, as policy JSON."
  value       = module.consumer.policy
}

output "maximum_concurrency" {
  description = "Consumers at once, at most."
  value       = module.trigger.maximum_concurrency
}

output "planned_arn" {
  description = "The queue's ARN, known before the queue is there: for the role of who sends to it."
  value       = module.queue.planned_arn
}

output "planned_url" {
  description = "The queue's URL, known before the queue is there: for the settings of who sends to it."
  value       = module.queue.planned_url
}
