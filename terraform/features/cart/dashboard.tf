module "dashboard" {
  source = "../../modules/dashboard"

  name                = "${var.shared.prefix}-cart"
  region              = var.shared.region
  period_seconds      = var.shared.metric_period_seconds
  tables              = { carts = module.carts.name, products = module.products.name }
  reads               = true
  apis                = { cart = module.api.api_id }
  failure_queue_names = [module.settler_failures.name]
  function_names      = [module.api_function.function_name, module.settler.function_name]
}
