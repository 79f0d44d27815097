data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  account_id = data.aws_caller_identity.current.account_id
  partition  = data.aws_partition.current.partition

  # Where "pnpm build" puts an app's zip, unless the root was told another place.
  zip_path = lookup(var.shared.zips, "throughput-scaler", "${var.shared.apps_folder}/throughput-scaler/dist/throughput-scaler.zip")
}
