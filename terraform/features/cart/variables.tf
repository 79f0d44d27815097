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

# The tables' limits, which guard the bill: what is above is throttled, tried again for a while, and then answered 503.

variable "max_write_units" {
  description = "Write units a second (1 KB each; adding, setting and removing a line take 1) that the table of carts may use at most, 1 or more; a table's quota is 40,000 unless AWS gave more. $0.625 a million: at the maximum $9 an hour for each 4,000. Default 4,000, what a new table takes at once; a peak above twice the one before needs warm throughput."
  type        = number
  default     = 4000
  nullable    = false

  validation {
    condition     = var.max_write_units >= 1 && floor(var.max_write_units) == var.max_write_units
    error_message = "max_write_units must be a whole number of 1 or more."
  }
}

variable "max_read_units" {
  description = "Read units a second (4 KB each) that the table of carts may use at most, 1 or more. $0.125 a million: at the maximum $5.40 an hour for each 12,000. Default 12,000, what a new table gives at once."
  type        = number
  default     = 12000
  nullable    = false

  validation {
    condition     = var.max_read_units >= 1 && floor(var.max_read_units) == var.max_read_units
    error_message = "max_read_units must be a whole number of 1 or more."
  }
}

variable "products_max_write_units" {
  description = "Write units a second that the table of products may use at most, 1 or more; a checkout takes 2 for each product whose stock is counted. One stock counter takes 500 checkouts a second by its units, and fewer since two at the same moment conflict: plan tens a second for each. A hotter product needs more counters, not more of this. Default 4,000."
  type        = number
  default     = 4000
  nullable    = false

  validation {
    condition     = var.products_max_write_units >= 1 && floor(var.products_max_write_units) == var.products_max_write_units
    error_message = "products_max_write_units must be a whole number of 1 or more."
  }
}

variable "products_max_read_units" {
  description = "Read units a second that the table of products may use at most, 1 or more; a checkout takes 1 for each of its products, and adding a product takes one each catalogue_seconds. Default 12,000."
  type        = number
  default     = 12000
  nullable    = false

  validation {
    condition     = var.products_max_read_units >= 1 && floor(var.products_max_read_units) == var.products_max_read_units
    error_message = "products_max_read_units must be a whole number of 1 or more."
  }
}
