# The root hands each value on as it got it: null there means the default here (nullable = false).

variable "shared" {
  description = "What the root shares with every feature: names, the topic of all alarms with what a role needs to publish there, what functions and tables have in common, and where zips are (zips by app, or else <apps_folder>/<app>/dist/<app>.zip)."
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
    deletion_protection         = bool
    point_in_time_recovery_days = number
    alarm_topic_policy_statements = list(object({
      sid       = string
      actions   = list(string)
      resources = list(string)
    }))
  })
}

# Which tables

variable "tables" {
  description = "Provisioned tables of this account and region that are scaled, by name; nobody else may steer their capacity (capacity_owner = \"scaler\", no Application Auto Scaling). Each may have a base and a max of its own, and so may each of its indexes: what a table leaves out has that of all, what an index leaves out that of its table. Name every global index, with {} at least: it then has its throttle alarms ($0.10 a month each, two for each table and index) and its place on the dashboard. 20 tables and indexes at most. A tag spillway:scaling = off on a table holds the function off it. Default {}: one of the feature's own, <prefix>-entities, with keys pk and sk (strings) and indexes byEmail (email) and byType (entityType): at the default base $8.50 a month."
  type = map(object({
    base = optional(object({ read = optional(number), write = optional(number) }), {})
    max  = optional(object({ read = optional(number), write = optional(number) }), {})
    indexes = optional(map(object({
      base = optional(object({ read = optional(number), write = optional(number) }), {})
      max  = optional(object({ read = optional(number), write = optional(number) }), {})
    })), {})
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for name in flatten([for name, table in var.tables : concat([name], keys(table.indexes))]) : can(regex("^[a-zA-Z0-9_.-]{3,255}$", name))])
    error_message = "The names of tables and their indexes must be 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'."
  }

  validation {
    condition     = sum(concat([0], [for table in var.tables : 1 + length(table.indexes)])) <= 20
    error_message = "tables must name 20 tables and indexes at most, all together: the function's own policy has room for no more alarms. Deploy the feature in another environment for the rest."
  }

  validation {
    condition     = length(jsonencode(var.tables)) <= 4000
    error_message = "tables must be 4,000 characters at most as JSON: a function's environment has 4 KB, in which what is left out takes no room."
  }

  validation {
    condition = alltrue(flatten([for table in var.tables : [for bounds in concat([table], values(table.indexes)) : [for units in [
      bounds.base.read, bounds.base.write, bounds.max.read, bounds.max.write,
    ] : units == null ? true : units >= 1 && floor(units) == units]]]))
    error_message = "base and max in tables must be whole numbers of 1 or more."
  }

  # As the function reads it: a table takes what it lacks from all, and an index from its table.
  validation {
    condition = alltrue(flatten([for table in var.tables : [for bounds in concat([{ base = table.base, max = table.max }], [for index in table.indexes : { base = index.base, max = index.max }]) : [
      coalesce(bounds.base.read, table.base.read, var.base.read) <= coalesce(bounds.max.read, table.max.read, var.max.read),
      coalesce(bounds.base.write, table.base.write, var.base.write) <= coalesce(bounds.max.write, table.max.write, var.max.write),
    ]]]))
    error_message = "base in tables must not be above max, where one of them is left out not above that of its table or of all (base ${var.base.read} read and ${var.base.write} write, max ${var.max.read} and ${var.max.write})."
  }

  validation {
    condition     = alltrue([for name in keys(var.tables) : lookup(var.capacity_owners, name, "scaler") == "scaler"])
    error_message = "One table has one owner of its capacity: ${join(", ", [for name in keys(var.tables) : "${name} has ${lookup(var.capacity_owners, name, "scaler")}" if lookup(var.capacity_owners, name, "scaler") != "scaler"])}. Set its capacity_owner to scaler, or leave it out of tables."
  }
}

variable "capacity_owners" {
  description = "The owner of the capacity of tables that other features make (fixed, autoscaling or scaler), by the table's name: tables must name none that has another owner. Default {}."
  type        = map(string)
  default     = {}
  nullable    = false
}

# Between what

variable "base" {
  description = "Units a second that a quiet table, and each index, is brought back to: read (4 KB each) and write (1 KB each), 1 to 40,000. $0.09 and $0.47 a month each, for table and each index. Default 5 and 5. Changed later, the function follows within a minute."
  type        = object({ read = optional(number, 5), write = optional(number, 5) })
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for units in [var.base.read, var.base.write] : units >= 1 && units <= 40000 && floor(units) == units])
    error_message = "base must be whole numbers from 1 to 40000, read and write."
  }
}

variable "max" {
  description = "Units a second that a table, and each index, is never raised above: read and write, base to 40,000. What an hour at the maximum costs: $0.00013 a read unit, $0.00065 a write unit, for table and each index. Default 100 and 50."
  type        = object({ read = optional(number, 100), write = optional(number, 50) })
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for units in [var.max.read, var.max.write] : units <= 40000 && floor(units) == units])
    error_message = "max must be whole numbers up to 40000, read and write."
  }

  validation {
    condition     = var.max.read >= var.base.read && var.max.write >= var.base.write
    error_message = "max (${var.max.read} read, ${var.max.write} write) must not be below base (${var.base.read} read, ${var.base.write} write)."
  }
}
