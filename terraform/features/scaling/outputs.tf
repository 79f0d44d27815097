# The root puts these together as its output "scaling", which the scripts and the CLI read.

output "table_name" {
  description = "Name of the own table; null where others are scaled."
  value       = one(module.entities[*].name)
}

output "tables" {
  description = "The tables that are scaled, by name: arn, index_names as far as they are known, and base, max and indexes where a table has its own."
  value       = { for name, arn in local.table_arns : name => merge({ arn = arn, index_names = local.index_names[name] }, jsondecode(local.scaled_tables)[name]) }
}

output "state_table_name" {
  description = "Name of the table of what is remembered of each."
  value       = module.state.name
}

output "function_name" {
  description = "Name of the function that scales."
  value       = module.scaler.function_name
}

output "log_group_name" {
  description = "Name of its log group."
  value       = module.scaler.log_group_name
}

output "alarm_names" {
  description = "Names of the throttle alarms that invoke it."
  value       = sort(flatten(concat(module.entities[*].alarm_names, [for alarms in module.throttle_alarms : alarms.alarm_names])))
}

output "notice_topic_arn" {
  description = "ARN of the topic that frequent scaling and reached maximums are told to: that of all alarms."
  value       = var.shared.alarm_topic_arn
}

output "base" {
  description = "Units a second that a quiet table and each index come back to: read and write."
  value       = var.base
}

output "max" {
  description = "Units a second that nothing is raised above: read and write."
  value       = var.max
}

output "scale_up_factor" {
  description = "What a throttled capacity is multiplied by."
  value       = var.scale_up_factor
}

output "scale_down_delay_minutes" {
  description = "Minutes of quiet after which capacity comes down."
  value       = var.scale_down_delay_minutes
}

output "decrease_rule" {
  description = "How decreases are counted."
  value       = var.decrease_rule
}

output "dashboard_name" {
  description = "Name of the dashboard."
  value       = module.dashboard.name
}

output "client_environment" {
  description = "Environment variables of a function of your own that calls the tables through a wrapped client."
  value       = local.client_environment
}

output "client_policy_json" {
  description = "What that function's role needs to scale, besides reading and writing the tables: a whole policy as JSON."
  value = jsonencode({
    Version = "2012-10-17"
    Statement = [for statement in local.scaling_statements : merge(
      { Sid = statement.sid, Effect = "Allow", Action = statement.actions, Resource = statement.resources },
      length(statement.conditions) == 0 ? {} : { Condition = statement.conditions },
    )]
  })
}
