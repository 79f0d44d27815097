# A topic with a key of its own, its policy, and an e-mail subscription: what every topic here has.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  services   = sort(var.publishing_services)

  # On behalf of this account only: without it any account's alarm could publish here through CloudWatch.
  from_this_account = { StringEquals = { "aws:SourceAccount" = local.account_id } }
}

resource "aws_sns_topic" "this" {
  name              = var.name
  kms_master_key_id = var.encrypted ? aws_kms_key.this[0].arn : null
}

# What roles may publish is said by the roles.
resource "aws_sns_topic_policy" "this" {
  arn = aws_sns_topic.this.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      length(local.services) == 0 ? [] : [{
        Sid       = "ServicesMayPublish"
        Effect    = "Allow"
        Principal = { Service = local.services }
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.this.arn
        Condition = local.from_this_account
      }],
      [{
        Sid       = "DenyWithoutTls"
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.this.arn
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }],
    )
  })
}

# Terraform can't confirm the subscription: AWS sends a mail with a link, and messages arrive once it was opened.
resource "aws_sns_topic_subscription" "email" {
  count = var.notification_email == "" ? 0 : 1

  topic_arn = aws_sns_topic.this.arn
  protocol  = "email"
  endpoint  = var.notification_email
}

# A key of its own: AWS's ready-made key for SNS lets no other service in, and its messages would be lost in silence.
# https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
resource "aws_kms_key" "this" {
  count = var.encrypted ? 1 : 0

  description             = "Encrypts the topic ${var.name}."
  enable_key_rotation     = true
  deletion_window_in_days = 7

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        # AWS's own default: the account's IAM decides who uses the key. In a key policy "*" means this key.
        Sid       = "AccountAdministers"
        Effect    = "Allow"
        Principal = { AWS = "arn:${data.aws_partition.current.partition}:iam::${local.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      }],
      length(local.services) == 0 ? [] : [{
        Sid       = "ServicesMayEncrypt"
        Effect    = "Allow"
        Principal = { Service = local.services }
        Action    = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource  = "*"
        Condition = local.from_this_account
      }],
    )
  })
}

resource "aws_kms_alias" "this" {
  count = var.encrypted ? 1 : 0

  name          = "alias/${var.name}"
  target_key_id = aws_kms_key.this[0].key_id
}
