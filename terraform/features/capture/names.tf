data "aws_caller_identity" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id

  # Where "pnpm build" puts the app's zip, unless the root was told another place.
  zip = lookup(var.shared.zips, "stream-processor", "${var.shared.apps_folder}/stream-processor/dist/stream-processor.zip")

  function_name = "${var.shared.prefix}-stream-processor"
  notices       = length(var.notice_rules) > 0

  # Buckets are named for the whole world: the account's ID makes the name this account's own.
  audit_bucket_name   = "${var.shared.prefix}-audit-${local.account_id}"
  failure_bucket_name = "${var.shared.prefix}-failed-changes-${local.account_id}"
}
