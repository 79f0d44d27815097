# The audit log: one object for each batch and day, of one line for each change.

module "audit_bucket" {
  source = "../../modules/audit-bucket"

  name            = local.audit_bucket_name
  force_destroy   = var.force_destroy
  kms_key_arn     = var.audit_kms_key_arn == "" ? null : var.audit_kms_key_arn
  object_lock     = var.audit_object_lock
  transitions     = var.audit_transitions
  expiration_days = var.audit_expiration_days
}

locals {
  audit_key_statements = var.audit_kms_key_arn == "" ? [] : [{
    sid       = "EncryptAudit"
    actions   = ["kms:GenerateDataKey"]
    resources = [var.audit_kms_key_arn]
  }]
}
