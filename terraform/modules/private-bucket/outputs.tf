output "name" {
  description = "Name of the bucket."
  value       = aws_s3_bucket.this.bucket
}

# Whoever writes here waits until everything that is written is a version, where there are any.
output "arn" {
  description = "ARN of the bucket."
  value       = aws_s3_bucket.this.arn
  depends_on  = [aws_s3_bucket_versioning.this, aws_s3_bucket_policy.this]
}

output "planned_arn" {
  description = "The same ARN, known before the bucket is there: for roles and queues, which need not wait for it."
  value       = local.arn
}
