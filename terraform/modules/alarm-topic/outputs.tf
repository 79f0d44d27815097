# Whoever takes the ARN for an alarm waits for the policy too: an alarm before it could not publish.
output "arn" {
  description = "ARN of the topic."
  value       = aws_sns_topic.this.arn
  depends_on  = [aws_sns_topic_policy.this]
}

output "name" {
  description = "Name of the topic."
  value       = aws_sns_topic.this.name
}
