variable "name" {
  description = "Dashboard name, 1 to 255 characters of a-z, A-Z, 0-9, '-' and '_'. Three dashboards in an account are free, then $3 a month each."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,255}$", var.name))
    error_message = "name must be 1 to 255 characters of a-z, A-Z, 0-9, '-' and '_'."
  }
}

variable "region" {
  description = "Region whose metrics are shown."
  type        = string

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "region must be an AWS region such as us-east-1."
  }
}

variable "period_seconds" {
  description = "Seconds that one point stands for: 1, 5, 10, 30 or a multiple of 60. AWS keeps a point a minute for these metrics, so less than 60 (default) shows more on the local cloud only."
  type        = number
  default     = 60

  validation {
    condition     = contains([1, 5, 10, 30], var.period_seconds) || (var.period_seconds >= 60 && var.period_seconds % 60 == 0)
    error_message = "period_seconds must be 1, 5, 10, 30 or a multiple of 60."
  }
}

variable "tables" {
  description = "Table names by the label that is shown above their writes, 1 to 4, side by side in the order of the labels."
  type        = map(string)

  validation {
    condition     = length(var.tables) >= 1 && length(var.tables) <= 4
    error_message = "tables must hold 1 to 4 tables: more would be too narrow to read side by side."
  }
}

variable "indexes" {
  description = "Global indexes whose writes are shown in a row of their own, by the label above them: the table's name and the index's. 0 (default) to 4."
  type        = map(object({ table = string, index = string }))
  default     = {}

  validation {
    condition     = length(var.indexes) <= 4
    error_message = "indexes must hold 4 indexes at most: more would be too narrow to read side by side."
  }
}

variable "reads" {
  description = "true shows the reads of the tables and indexes too, in a row below their writes. Default false."
  type        = bool
  default     = false
}

variable "apis" {
  description = "IDs of HTTP APIs by the label of their lines: answers, those of 4xx and 5xx among them, and latency are shown in a row of their own. Default {}: none."
  type        = map(string)
  default     = {}
}

variable "queue_names" {
  description = "Names of the queues whose depth and age are shown. Default []: none."
  type        = list(string)
  default     = []
}

variable "failure_queue_names" {
  description = "Names of the dead-letter and failure queues whose depth is shown, beside the queues where there are any. Default []: none, and no row of queues."
  type        = list(string)
  default     = []

  validation {
    condition     = length(var.queue_names) == 0 || length(var.failure_queue_names) > 0
    error_message = "failure_queue_names must name at least one queue where queue_names does."
  }
}

variable "events" {
  description = "Metrics of our own (namespace Spillway, with dimensions service, table and, of an index, index) that count what a function did with the tables and indexes, shown in a row of their own: title, the names of the metrics, and the service that puts them. null (default): none."
  type        = object({ title = string, service = string, metrics = list(string) })
  default     = null
}

variable "function_names" {
  description = "Names of the functions whose errors and duration are shown, 1 or more."
  type        = list(string)

  validation {
    condition     = length(var.function_names) >= 1
    error_message = "function_names must name at least one function."
  }
}
