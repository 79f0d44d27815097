# The root puts these together as its output "cart", which the scripts and the CLI read.

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

output "user_pool_id" {
  description = "ID of the user pool, in which user names are e-mail addresses; null without one."
  value       = one(aws_cognito_user_pool.shoppers[*].id)
}

output "user_pool_client_id" {
  description = "ID of the pool's client, for which its tokens are made; null without a pool."
  value       = one(aws_cognito_user_pool_client.shop[*].id)
}

output "password_sign_in" {
  description = "Whether users of the pool can send the password itself to sign in, as scripts do."
  value       = var.with_user_pool && var.password_sign_in
}

output "cart_table_name" {
  description = "Name of the table of carts and orders."
  value       = module.carts.name
}

output "products_table_name" {
  description = "Name of the table of products and their stock."
  value       = module.products.name
}

output "currency" {
  description = "The currency that the shop sells in."
  value       = var.currency
}

output "api_function_name" {
  description = "Name of the function behind the API."
  value       = module.api_function.function_name
}

output "api_log_group_name" {
  description = "Name of its log group."
  value       = module.api_function.log_group_name
}

output "settler_function_name" {
  description = "Name of the function that empties the lines that were sold."
  value       = module.settler.function_name
}

output "settler_log_group_name" {
  description = "Name of its log group."
  value       = module.settler.log_group_name
}

output "settler_mapping_id" {
  description = "UUID of its event source mapping."
  value       = module.settler_trigger.id
}

output "settler_failure_queue_url" {
  description = "URL of the queue of orders that could not be settled."
  value       = module.settler_failures.url
}

output "settler_failure_queue_name" {
  description = "Its name."
  value       = module.settler_failures.name
}

output "dashboard_name" {
  description = "Name of the dashboard."
  value       = module.dashboard.name
}

output "announced" {
  description = "What feature capture is given to announce orders and abandoned carts: source_table, filter_patterns and notice_rules. Not for the scripts."
  value = {
    source_table    = { name = module.carts.name, arn = module.carts.arn, stream_arn = module.carts.stream_arn, keys = local.cart_keys }
    filter_patterns = local.announced_patterns
    notice_rules    = local.notice_rules
  }
}
