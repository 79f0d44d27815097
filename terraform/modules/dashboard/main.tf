resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    widgets = concat(local.write_widgets, local.queue_widgets, local.function_widgets)
  })
}
