output "name" {
  description = "Name of the bucket."
  value       = module.bucket.name
}

# Whoever writes here waits until everything that is written is a version, and locked where that is asked for.
output "arn" {
  description = "ARN of the bucket."
  value       = module.bucket.arn
  depends_on  = [aws_s3_bucket_object_lock_configuration.this]
}

output "planned_arn" {
  description = "The same ARN, known before the bucket is there: for roles and queues, which need not wait for it."
  value       = module.bucket.planned_arn
}
