# The root puts these together as its output "capture", which the scripts and the CLI read. null: there is none.

output "table_name" {
  description = "Name of the table whose changes are captured."
  value       = local.table.name
}

output "table_arn" {
  description = "Its ARN."
  value       = local.table.arn
}

output "stream_arn" {
  description = "ARN of its stream."
  value       = local.table.stream_arn
}

output "function_name" {
  description = "Name of the stream processor."
  value       = module.processor.function_name
}

output "log_group_name" {
  description = "Name of its log group."
  value       = module.processor.log_group_name
}

output "mapping_id" {
  description = "UUID of the event source mapping."
  value       = module.trigger.id
}

output "audit_bucket" {
  description = "Name of the bucket that holds the audit log."
  value       = module.audit_bucket.name
}

output "audit_prefix" {
  description = "What the keys of its objects begin with."
  value       = var.audit_prefix
}

output "failure_destination" {
  description = "What gets the changes that could not be processed: s3 or sqs."
  value       = var.failure_destination
}

output "failure_bucket" {
  description = "Name of the bucket that holds them; null where it is a queue."
  value       = one(module.failure_bucket[*].name)
}

output "dead_letter_queue_url" {
  description = "URL of the queue that says that there are any."
  value       = module.dead_letters.url
}

output "dead_letter_queue_name" {
  description = "Its name."
  value       = module.dead_letters.name
}

output "notice_topic_arn" {
  description = "ARN of the topic of notices."
  value       = one(module.notice_topic[*].arn)
}

output "notice_topic_name" {
  description = "Its name."
  value       = one(module.notice_topic[*].name)
}

output "notice_table_name" {
  description = "Name of the table that remembers which notices were sent."
  value       = one(module.notice_table[*].name)
}

output "glue_database" {
  description = "Database of the Glue catalog in which the audit log is a table."
  value       = one(aws_glue_catalog_database.this[*].name)
}

output "glue_table" {
  description = "Name of that table."
  value       = one(aws_glue_catalog_table.changes[*].name)
}

output "named_query_id" {
  description = "ID of Athena's named query for the history of one item."
  value       = try(aws_athena_named_query.this["history"].id, null)
}
