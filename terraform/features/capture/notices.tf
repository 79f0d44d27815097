# Notices of the changes that a rule matches, each sent once: what was sent is remembered in a table for a while.

module "notice_topic" {
  source = "../../modules/notice-topic"
  count  = local.notices ? 1 : 0

  name               = "${var.shared.prefix}-notices"
  notification_email = var.notification_email
  encrypted          = var.encrypt_notice_topic
  alarm_topic_arn    = var.shared.alarm_topic_arn
}

module "notice_table" {
  source = "../../modules/on-demand-table"
  count  = local.notices ? 1 : 0

  name                        = "${var.shared.prefix}-notices"
  partition_key               = { name = "id" }
  ttl_attribute               = "expires_at"
  point_in_time_recovery_days = 0 # it forgets by itself
  encryption                  = var.shared.table_encryption
  deletion_protection         = false
  alarm_topic_arn             = var.shared.alarm_topic_arn
}

locals {
  notice_rules_json = jsonencode([for rule in var.notice_rules : merge(
    { name = rule.name, pattern = jsondecode(rule.pattern) },
    rule.subject == null ? {} : { subject = rule.subject },
  )])

  notice_statements = local.notices ? concat(module.notice_topic[0].policy_statements, [{
    sid       = "RememberNotices"
    actions   = ["dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"]
    resources = [module.notice_table[0].arn]
  }]) : []
}
