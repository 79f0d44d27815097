# A global table: the same table in other regions, each of which takes reads and writes.

variable "replica_regions" {
  description = "Other regions that hold the same table (a global table), each open to reads and writes; the last write wins. Only with autoscaled writes, and only once the table is there. Each write is paid once in each region, and each copy is stored. The stream then is NEW_AND_OLD_IMAGES. Each replica has a stream of its own in which every change comes by, wherever it was made: process one of them alone. Replicas are not protected from deletion by deletion_protection. Default []: one region."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for region in var.replica_regions : can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", region))])
    error_message = "Each of replica_regions must be an AWS region such as eu-west-1."
  }

  validation {
    condition     = length(var.replica_regions) == 0 || var.stream_view_type == null || var.stream_view_type == "NEW_AND_OLD_IMAGES"
    error_message = "stream_view_type must be NEW_AND_OLD_IMAGES or null with replica_regions: DynamoDB copies by such a stream."
  }

  validation {
    condition     = length(var.replica_regions) == 0 || var.encryption != "customer-managed"
    error_message = "replica_regions can't have encryption = \"customer-managed\" here: each region would need a key of its own."
  }

  validation {
    condition     = length(var.replica_regions) == 0 || var.capacity_owner == "autoscaling"
    error_message = "replica_regions need capacity_owner = \"autoscaling\": DynamoDB refuses replicas of a table whose writes are not autoscaled, since each replica writes what the others write."
  }
}

data "aws_region" "current" {
  count = length(var.replica_regions) == 0 ? 0 : 1
}

locals {
  stream_view_type = length(var.replica_regions) == 0 ? var.stream_view_type : "NEW_AND_OLD_IMAGES"
}
