output "name" {
  description = "Name of the table."
  value       = aws_dynamodb_table.this.name
}

output "arn" {
  description = "ARN of the table. An index's is <arn>/index/<name>."
  value       = aws_dynamodb_table.this.arn
}

output "capacity_owner" {
  description = "The one owner of its capacity: fixed, autoscaling or scaler."
  value       = var.capacity_owner
}

output "read_capacity" {
  description = "Read units a second that the table has now."
  value       = aws_dynamodb_table.this.read_capacity
}

output "write_capacity" {
  description = "Write units a second that the table has now."
  value       = aws_dynamodb_table.this.write_capacity
}

output "index_capacity" {
  description = "Units a second that each global index has now, by its name: read and write."
  value       = local.index_capacity
}

output "index_names" {
  description = "Names of the global secondary indexes, sorted."
  value       = sort(keys(var.global_indexes))
}

output "stream_arn" {
  description = "ARN of the table's stream; null without one. Each replica has its own, which this is not."
  value       = local.stream_view_type == null ? null : aws_dynamodb_table.this.stream_arn
}

output "alarm_names" {
  description = "Names of the throttle alarms, sorted."
  value       = module.throttle_alarms.alarm_names
}
