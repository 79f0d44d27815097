output "function_name" {
  description = "Name of the function."
  value       = aws_lambda_function.this.function_name
}

output "function_arn" {
  description = "ARN of the function."
  value       = aws_lambda_function.this.arn
}

output "invoke_arn" {
  description = "ARN by which API Gateway invokes the function."
  value       = aws_lambda_function.this.invoke_arn
}

output "memory_mb" {
  description = "Memory of the function in MB."
  value       = aws_lambda_function.this.memory_size
}

output "timeout_seconds" {
  description = "Seconds after which a run is cut off."
  value       = aws_lambda_function.this.timeout
}

output "environment" {
  description = "All environment variables of the function. Never secrets: they stand in the state."
  value       = aws_lambda_function.this.environment[0].variables
}

output "role_name" {
  description = "Name of the function's role."
  value       = aws_iam_role.this.name
}

output "policy" {
  description = "What the role may do, as policy JSON: what a reviewer or a test reads."
  value       = aws_iam_role_policy.this.policy
}

output "log_group_name" {
  description = "Name of the function's log group."
  value       = aws_cloudwatch_log_group.this.name
}
