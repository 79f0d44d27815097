# What every feature shares. A feature is one file here, <feature>.tf (its variable, its module, its output), one
# folder, features/<feature>, and its name in known_features.

locals {
  known_features = ["capture", "cart", "jobs", "scaling", "spike", "table"]

  prefix = "spillway-${var.environment}"

  shared = {
    prefix                      = local.prefix
    region                      = var.region
    endpoint_url                = var.endpoint_url
    alarm_topic_arn             = module.alarm_topic.arn
    metric_period_seconds       = var.metric_period_seconds
    apps_folder                 = "${path.root}/../apps" # scripts/build.sh (pnpm build) puts the zips there
    zips                        = var.zips
    log_level                   = var.log_level
    log_retention_days          = var.log_retention_days
    tracing                     = var.tracing
    table_encryption            = var.table_encryption
    point_in_time_recovery_days = var.point_in_time_recovery_days
    deletion_protection         = var.deletion_protection

    alarm_topic_policy_statements = module.alarm_topic.policy_statements
  }
}

module "alarm_topic" {
  source = "./modules/encrypted-topic"

  name                = "${local.prefix}-alarms"
  publishing_services = ["cloudwatch.amazonaws.com"]
  notification_email  = var.notification_email
  encrypted           = var.encrypt_alarm_topic
}
