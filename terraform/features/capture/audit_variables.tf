# How the audit log is kept, and how it is read.

variable "audit_prefix" {
  description = "What the keys of the audit log's objects begin with: letters, digits, '-', '_' and '/', with '/' at the end. Default audit-logs/. Changed later, what was written before is no longer found."
  type        = string
  default     = "audit-logs/"
  nullable    = false

  validation {
    condition     = can(regex("^([a-zA-Z0-9_-]+/)+$", var.audit_prefix)) && !startswith(var.audit_prefix, "lake")
    error_message = "audit_prefix must be letters, digits, '-' and '_' between '/', with '/' at the end, and not begin with lake, where Firehose writes."
  }
}

variable "audit_transitions" {
  description = "When audit objects above 128 KB go to a cheaper class: days and storage_class, as module audit-bucket has them. Default: GLACIER_IR after 90 days. Smaller ones stay: moving them costs more than keeping them."
  type        = list(object({ days = number, storage_class = string }))
  default     = [{ days = 90, storage_class = "GLACIER_IR" }]
  nullable    = false
}

variable "audit_expiration_days" {
  description = "Days after which audit objects are deleted, 1 or more. null (default): never. $0.023 a GB-month."
  type        = number
  default     = null
}

variable "audit_object_lock" {
  description = "Keeps audit objects from being deleted or replaced: mode GOVERNANCE or COMPLIANCE (nobody can, not even the root), and days. null (default): not locked. Only when the bucket is made; in mode COMPLIANCE a destroy has to wait for the days to pass."
  type        = object({ mode = string, days = number })
  default     = null
}

variable "audit_kms_key_arn" {
  description = "ARN of a KMS key that encrypts the audit log ($0.03 for 10,000 requests; readers need kms:Decrypt on it). Empty (default): S3's own key, free."
  type        = string
  default     = ""
  nullable    = false
}

variable "force_destroy" {
  description = "true lets a destroy delete the buckets with all that they hold, the audit log among it. Default false: a destroy stops at a bucket that is not empty."
  type        = bool
  default     = false
  nullable    = false
}

variable "lake" {
  description = "Sends the changes through Firehose too, into the audit bucket's lake/: one object for every buffer_mb (1 to 128) or buffer_seconds (0 to 900), $0.029 a GB, each change rounded up to 5 KB. {}: 5 MB or 300 s. null (default): off. The local cloud has no Firehose."
  type = object({
    buffer_mb      = optional(number, 5)
    buffer_seconds = optional(number, 300)
  })
  default = null

  validation {
    condition     = var.lake == null ? true : var.lake.buffer_mb >= 1 && var.lake.buffer_mb <= 128 && var.lake.buffer_seconds >= 0 && var.lake.buffer_seconds <= 900
    error_message = "lake needs buffer_mb from 1 to 128 and buffer_seconds from 0 to 900."
  }
}

variable "catalog" {
  description = "true (default) makes the audit log a table of the Glue catalog, with Athena's named queries: free, Athena reads for $5 a TB."
  type        = bool
  default     = true
  nullable    = false
}

variable "audit_first_day" {
  description = "First day of the audit log (YYYY-MM-DD, UTC) that Athena looks for. Default 2025-01-01: an earlier one costs a listing a day in queries that name no date."
  type        = string
  default     = "2025-01-01"
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]{4}-[0-9]{2}-[0-9]{2}$", var.audit_first_day)) && can(formatdate("YYYY-MM-DD", "${var.audit_first_day}T00:00:00Z"))
    error_message = "audit_first_day must be a day such as 2025-01-01."
  }
}
