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

# Which tables

variable "tables" {
  description = "Tables of this account and region that jobs may write, by name, each with the queue that strategies buffered and spillover send to: one that is there (buffer_queue_name, of module drained-queue) or one of the feature's own with its consumer (with_buffer_queue = true: five alarms, $0.10 a month each); without either those strategies are refused. Default {}: one of the feature's own, <prefix>-users, with keys pk and sk (strings) and its buffer queue."
  type        = map(object({ buffer_queue_name = optional(string), with_buffer_queue = optional(bool, false) }))
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for name in keys(var.tables) : can(regex("^[a-zA-Z0-9_.-]{3,255}$", name))])
    error_message = "The names of tables must be 3 to 255 characters of a-z, A-Z, 0-9, '_', '-' and '.'."
  }

  validation {
    condition     = length(jsonencode(var.tables)) <= 2000
    error_message = "tables must be 2,000 characters at most as JSON: a function's environment has 4 KB."
  }

  validation {
    condition     = alltrue([for table in var.tables : table.buffer_queue_name == null || !table.with_buffer_queue])
    error_message = "A table in tables has one buffer queue: buffer_queue_name of one that is there, or with_buffer_queue, not both."
  }
}

variable "write_capacity" {
  description = "Write units a second (1 KB each) of the own table, 1 to 40,000: $0.47 a month each. All jobs together keep to it. Default 5: 18,000 records of 1 KB an hour."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.write_capacity >= 1 && var.write_capacity <= 40000 && floor(var.write_capacity) == var.write_capacity
    error_message = "write_capacity must be a whole number from 1 to 40000."
  }
}

variable "read_capacity" {
  description = "Read units a second (4 KB each) of the own table, 1 to 40,000: $0.09 a month each. Jobs don't read it. Default 5."
  type        = number
  default     = 5
  nullable    = false

  validation {
    condition     = var.read_capacity >= 1 && var.read_capacity <= 40000 && floor(var.read_capacity) == var.read_capacity
    error_message = "read_capacity must be a whole number from 1 to 40000."
  }
}

variable "consumer_timeout_seconds" {
  description = "Seconds after which a consumer of a buffer queue that the feature makes is cut off, 1 to 900. Default 60."
  type        = number
  default     = 60
  nullable    = false
}

# What is kept

variable "job_retention_days" {
  description = "Days that a job can be asked for, with its report and its rejects, 1 to 3,650; counted from its acceptance. Default 30. $0.023 a GB-month."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.job_retention_days >= 1 && var.job_retention_days <= 3650 && floor(var.job_retention_days) == var.job_retention_days
    error_message = "job_retention_days must be a whole number from 1 to 3650."
  }
}

variable "upload_days" {
  description = "Days that an uploaded file is kept, 1 or more; a job that takes longer loses its source. Default 14."
  type        = number
  default     = 14
  nullable    = false

  validation {
    condition     = var.upload_days >= 1 && floor(var.upload_days) == var.upload_days
    error_message = "upload_days must be a whole number of 1 or more."
  }
}

variable "force_destroy" {
  description = "true lets a destroy delete the bucket with all uploads, reports and rejects. Default false: a destroy stops at a bucket that is not empty."
  type        = bool
  default     = false
  nullable    = false
}

# Who is told

variable "notification_email" {
  description = "Address that is told how each job ended; AWS sends it a mail with a link first. Empty (default): no e-mail; subscribe something else to the topic. 1,000 a month are free, then $2 for 100,000."
  type        = string
  default     = ""
  nullable    = false
}

variable "encrypt_job_topic" {
  description = "true (default) encrypts the topic of ended jobs with a KMS key of its own: $1 a month. The key stays for 7 days (free) after destroy."
  type        = bool
  default     = true
  nullable    = false
}

variable "age_alarm_seconds" {
  description = "Age of the oldest chunk, or buffered record, in seconds, that rings the alarm ($0.10 a month): 1 to 345,599. Above what the largest job takes at the table's pace. Default 14,400 (4 h)."
  type        = number
  default     = 14400
  nullable    = false
}
