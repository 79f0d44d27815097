# The root puts these together as its output "jobs", which the scripts and the CLI read.

output "api_url" {
  description = "Where the API answers, without a last '/'."
  value       = module.api.api_url
}

output "api_id" {
  description = "ID of the API."
  value       = module.api.api_id
}

output "execution_arn" {
  description = "What a caller's policy names for execute-api:Invoke, with /$default/<METHOD>/<path> behind it."
  value       = module.api.execution_arn
}

output "authorization" {
  description = "How callers show who they are: iam (SigV4) or jwt."
  value       = module.api.authorization
}

output "access_log_group_name" {
  description = "Name of the API's access log."
  value       = module.api.access_log_group_name
}

output "jobs_table_name" {
  description = "Name of the table of jobs, chunks and paces."
  value       = module.jobs_table.name
}

output "chunk_queue_url" {
  description = "URL of the queue of chunks."
  value       = module.chunks.url
}

output "chunk_queue_name" {
  description = "Its name."
  value       = module.chunks.name
}

output "dead_letter_queue_url" {
  description = "URL of the queue of what no worker could take."
  value       = module.chunks.dead_letter_queue_url
}

output "dead_letter_queue_name" {
  description = "Its name."
  value       = module.chunks.dead_letter_queue_name
}

output "bucket" {
  description = "Name of the bucket of uploads, inline records, reports and rejects."
  value       = module.bucket.name
}

output "topic_arn" {
  description = "ARN of the topic that says how each job ended."
  value       = module.job_topic.arn
}

output "topic_name" {
  description = "Its name."
  value       = module.job_topic.name
}

output "api_function_name" {
  description = "Name of the function behind the API."
  value       = module.api_function.function_name
}

output "worker_function_name" {
  description = "Name of the function that loads chunks."
  value       = module.worker.function_name
}

output "worker_log_group_name" {
  description = "Name of its log group."
  value       = module.worker.log_group_name
}

output "consumer_function_name" {
  description = "Name of the function that drains the own table's buffer queue; null without an own table."
  value       = one(module.users_buffer[*].function_name)
}

output "maximum_concurrency" {
  description = "Workers at once, at most."
  value       = module.chunk_trigger.maximum_concurrency
}

output "tables" {
  description = "The tables that jobs may write, by name: arn, and buffer_queue_url (null: none)."
  value       = { for name, table in local.tables : name => { arn = table.arn, buffer_queue_url = table.buffer_queue_url } }
}

output "capacity_owners" {
  description = "The owner of the own table's capacity, by the table's name; {} without an own table."
  value       = { for table in module.users : table.name => table.capacity_owner }
}

output "default_table_name" {
  description = "The table that POST /api/users/migrate writes: the first by name."
  value       = sort(keys(local.tables))[0]
}

output "dashboard_name" {
  description = "Name of the dashboard."
  value       = module.dashboard.name
}
