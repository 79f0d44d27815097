# Whoever takes the ARN waits for the policy too: an alarm before it could not publish.
output "arn" {
  description = "ARN of the topic."
  value       = aws_sns_topic.this.arn
  depends_on  = [aws_sns_topic_policy.this]
}

output "name" {
  description = "Name of the topic."
  value       = aws_sns_topic.this.name
}

output "policy_statements" {
  description = "What a publisher's role needs: the topic, and its key where it has one. Give them to module lambda."
  value = concat(
    [{
      sid       = "PublishNotices"
      actions   = ["sns:Publish"]
      resources = [aws_sns_topic.this.arn]
    }],
    [for key in aws_kms_key.this : {
      sid       = "EncryptNotices"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [key.arn]
    }],
  )
}
