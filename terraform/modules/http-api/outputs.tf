# Whoever takes the address waits until it answers, and may invoke.
output "api_url" {
  description = "Where the API answers, without a last '/'."
  value       = aws_apigatewayv2_api.this.api_endpoint
  depends_on  = [aws_apigatewayv2_stage.this, aws_lambda_permission.this]
}

output "api_id" {
  description = "ID of the API."
  value       = aws_apigatewayv2_api.this.id
}

output "execution_arn" {
  description = "What a caller's policy names for execute-api:Invoke: <execution_arn>/$default/<METHOD>/<path>."
  value       = aws_apigatewayv2_api.this.execution_arn
}

output "authorization" {
  description = "How callers show who they are: iam or jwt."
  value       = var.jwt == null ? "iam" : "jwt"
}

output "access_log_group_name" {
  description = "Name of the access log's group."
  value       = aws_cloudwatch_log_group.access.name
}
