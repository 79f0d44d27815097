# Whoever publishes waits for the topic's policy too: before it the topic would take a notice without TLS.
output "arn" {
  description = "ARN of the topic."
  value       = module.topic.arn
}

output "name" {
  description = "Name of the topic."
  value       = module.topic.name
}

output "policy_statements" {
  description = "What a publisher's role needs: the topic, and its key where it has one. Give them to module lambda."
  value       = module.topic.policy_statements
}
