data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition

  # Where "pnpm build" puts an app's zip, unless the root was told another place.
  zips = { for app in ["ingest-api", "ingest-worker", "queue-consumer"] : app => lookup(
    var.shared.zips, app, "${var.shared.apps_folder}/${app}/dist/${app}.zip",
  ) }

  # Buckets are named for the whole world: the account's ID makes the name this account's own.
  bucket_name = "${var.shared.prefix}-ingest-${local.account_id}"

  sqs_endpoint = coalesce(var.shared.endpoint_url, "https://sqs.${var.shared.region}.${data.aws_partition.current.dns_suffix}")
  sources      = [for bucket in var.source_buckets : "arn:${local.partition}:s3:::${bucket}"]
}
