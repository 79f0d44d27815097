variable "name" {
  description = "Bucket name, 3 to 63 lower-case letters, digits and '-'. It is unique among all accounts of AWS: put the account's ID into it."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$", var.name))
    error_message = "name must be 3 to 63 lower-case letters, digits and '-', beginning and ending with a letter or digit."
  }
}

variable "force_destroy" {
  description = "true lets a destroy delete the bucket with everything in it. Default false: a bucket that holds anything stays, and the destroy stops."
  type        = bool
  default     = false
  nullable    = false
}

variable "kms_key_arn" {
  description = "ARN of a KMS key that encrypts objects ($1 a month, and $0.03 for 10,000 requests; whoever writes needs kms:GenerateDataKey on it, whoever reads kms:Decrypt). null (default): S3's own key, free."
  type        = string
  default     = null

  validation {
    condition     = var.kms_key_arn == null ? true : can(regex("^arn:aws[a-z-]*:kms:", var.kms_key_arn))
    error_message = "kms_key_arn must be the ARN of a KMS key (arn:aws:kms:...) or null."
  }
}

variable "versioned" {
  description = "true keeps what is replaced or deleted as a version for noncurrent_expiration_days, each paid like any object. Default false."
  type        = bool
  default     = false
  nullable    = false
}

variable "object_lock_enabled" {
  description = "true makes a bucket whose objects can be locked; the rule itself is the caller's. Needs versioned. A change replaces the bucket. Default false."
  type        = bool
  default     = false
  nullable    = false

  validation {
    condition     = !var.object_lock_enabled || var.versioned
    error_message = "object_lock_enabled needs versioned = true: S3 locks versions."
  }
}

# What becomes of objects

variable "expirations" {
  description = "Which objects are deleted when: by the rule's name, the prefix of their keys (empty: all) and days after writing, 1 or more. Default {}: none."
  type = map(object({
    prefix = optional(string, "")
    days   = number
  }))
  default  = {}
  nullable = false

  validation {
    condition     = alltrue([for one in var.expirations : one.days >= 1 && floor(one.days) == one.days])
    error_message = "days in expirations must be whole numbers of 1 or more."
  }

  validation {
    condition     = alltrue([for name in keys(var.expirations) : !contains(["leftovers", "cheaper"], name)])
    error_message = "The names of expirations must not be leftovers or cheaper, which are rules of the module's own."
  }
}

variable "transitions" {
  description = "When objects go to a cheaper class: days after writing (30 or more for STANDARD_IA and ONEZONE_IA), ascending. GLACIER_IR costs $0.004 a GB-month instead of $0.023, is read as fast, $0.03 a GB read, and kept 90 days at least. INTELLIGENT_TIERING, STANDARD_IA and ONEZONE_IA are read at once too; GLACIER and DEEP_ARCHIVE must be restored first. Default []: all stays as it is."
  type = list(object({
    days          = number
    storage_class = string
  }))
  default  = []
  nullable = false

  validation {
    condition     = alltrue([for one in var.transitions : contains(["STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"], one.storage_class)])
    error_message = "storage_class in transitions must be STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER or DEEP_ARCHIVE."
  }

  validation {
    condition     = alltrue([for index, one in var.transitions : one.days >= (endswith(one.storage_class, "_IA") ? 30 : 0) && floor(one.days) == one.days && one.days > (index == 0 ? -1 : var.transitions[index - 1].days)])
    error_message = "days in transitions must be whole, ascending, and 30 or more for STANDARD_IA and ONEZONE_IA."
  }

  validation {
    condition     = alltrue(flatten([for all in values(var.expirations) : [for one in var.transitions : one.days < all.days] if all.prefix == ""]))
    error_message = "transitions must come before the objects expire."
  }
}

variable "transition_minimum_bytes" {
  description = "Objects up to this size stay in their class, 0 to 1 TB. Default 131,071: cheaper classes bill 128 KB at least, and a move ($0.02 for 1,000 to GLACIER_IR) costs more than a small object's storage for years."
  type        = number
  default     = 131071
  nullable    = false

  validation {
    condition     = var.transition_minimum_bytes >= 0 && var.transition_minimum_bytes <= 1099511627776 && floor(var.transition_minimum_bytes) == var.transition_minimum_bytes
    error_message = "transition_minimum_bytes must be a whole number from 0 to 1099511627776 (1 TB)."
  }
}

variable "noncurrent_expiration_days" {
  description = "Days for which what was replaced or deleted can still be had where the bucket is versioned, 1 or more. Default 30."
  type        = number
  default     = 30
  nullable    = false

  validation {
    condition     = var.noncurrent_expiration_days >= 1 && floor(var.noncurrent_expiration_days) == var.noncurrent_expiration_days
    error_message = "noncurrent_expiration_days must be a whole number of 1 or more."
  }
}

variable "abort_multipart_days" {
  description = "Days after which the parts of an upload that was never completed are deleted; until then they are paid for, unseen. 1 or more. Default 7."
  type        = number
  default     = 7
  nullable    = false

  validation {
    condition     = var.abort_multipart_days >= 1 && floor(var.abort_multipart_days) == var.abort_multipart_days
    error_message = "abort_multipart_days must be a whole number of 1 or more."
  }
}
