# The root hands each value on as it got it: null there means the default here (nullable = false).

variable "shared" {
  description = "What the root shares with every feature: names, the topic of all alarms, what functions and tables have in common, and where zips are (zips by app, or else <apps_folder>/<app>/dist/<app>.zip)."
  type = object({
    prefix                      = string
    region                      = string
    endpoint_url                = string
    alarm_topic_arn             = string
    metric_period_seconds       = number
    apps_folder                 = string
    zips                        = map(string)
    log_level                   = string
    log_retention_days          = number
    tracing                     = bool
    table_encryption            = string
    point_in_time_recovery_days = number
    deletion_protection         = bool
  })
}

# Whose changes

variable "table_name" {
  description = "Name of the table that is made, 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'. Empty (default): <prefix>-user-activity. On demand: $0.625 a million writes, $0.25 a GB-month. A change replaces the table."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.table_name == "" || can(regex("^[a-zA-Z0-9_.-]{3,255}$", var.table_name))
    error_message = "table_name must be 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.', or empty."
  }
}

variable "table_keys" {
  description = "Primary key of that table: partition_key and, optional, sort_key, each with name and type (S, N or B). Default UserId and ActivityId, both strings. A change replaces the table."
  type = object({
    partition_key = object({ name = string, type = optional(string, "S") })
    sort_key      = optional(object({ name = string, type = optional(string, "S") }))
  })
  default  = { partition_key = { name = "UserId" }, sort_key = { name = "ActivityId" } }
  nullable = false
}

variable "ttl_attribute" {
  description = "Number attribute of that table that holds the second (Unix time) after which DynamoDB removes the item; such removals are audited as made by ttl. Empty (default): nothing expires."
  type        = string
  default     = ""
  nullable    = false
}

variable "existing_stream_arn" {
  description = "ARN of the stream of a table that is there already: no table is made then. It must hold NEW_AND_OLD_IMAGES, and have at most one other reader (two a shard are throttled). Empty (default): the feature has a table of its own."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.existing_stream_arn == "" || can(regex("^arn:aws[a-z-]*:dynamodb:[^:]+:[0-9]{12}:table/[^/]+/stream/[^/]+$", var.existing_stream_arn))
    error_message = "existing_stream_arn must be the ARN of a DynamoDB stream (arn:aws:dynamodb:<region>:<account>:table/<name>/stream/<label>), or empty."
  }

  validation {
    condition     = var.existing_stream_arn == "" || local.no_table_is_described
    error_message = "existing_stream_arn says which table it is, with its keys and its time to live: leave table_name, table_keys, ttl_attribute and replica_regions out."
  }
}

variable "source_table" {
  description = "A table that the same root makes: its name, ARN, stream's ARN (NEW_AND_OLD_IMAGES, one other reader at most) and keys. No table is made then, as with existing_stream_arn; but nothing is looked up, since at the plan the table is not there yet. null (default): the feature has a table of its own."
  type = object({
    name       = string
    arn        = string
    stream_arn = string
    keys = object({
      partition_key = object({ name = string, type = optional(string, "S") })
      sort_key      = optional(object({ name = string, type = optional(string, "S") }))
    })
  })
  default = null

  validation {
    condition     = var.source_table == null || (var.existing_stream_arn == "" && local.no_table_is_described)
    error_message = "source_table says which table it is, with its keys and its time to live: leave existing_stream_arn, table_name, table_keys, ttl_attribute and replica_regions out."
  }
}

locals {
  no_table_is_described = (
    var.table_name == "" && var.ttl_attribute == "" && length(var.replica_regions) == 0
    && jsonencode(var.table_keys) == jsonencode({ partition_key = { name = "UserId", type = "S" }, sort_key = { name = "ActivityId", type = "S" } })
  )
}

# Global tables

variable "replica_regions" {
  description = "Other regions that hold the table too (a global table). Each write is paid once in each region. Default []: one region."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "processor_region" {
  description = "The one region that processes a global table's changes, the same in every region's deployment: each replica's stream has every change, so a second processor would audit and announce all of them again. Elsewhere the mapping is made but disabled, and stands by: to move, name another region and apply, the old one first; what the new one's stream still has of the last 24 h can be replayed. Empty (default): this region; required with replica_regions."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = length(var.replica_regions) == 0 || contains(setunion(var.replica_regions, [var.shared.region]), var.processor_region)
    error_message = "processor_region must be the one of ${join(", ", setunion(var.replica_regions, [var.shared.region]))} that processes the changes: in two regions each change would be audited and announced twice."
  }
}
