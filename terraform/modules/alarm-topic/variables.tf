variable "name" {
  description = "Topic name, 1 to 250 characters of a-z, A-Z, 0-9, '-' and '_'. Also the alias of its key."
  type        = string

  validation {
    condition     = can(regex("^[a-zA-Z0-9_-]{1,250}$", var.name))
    error_message = "name must be 1 to 250 characters of a-z, A-Z, 0-9, '-' and '_'."
  }
}

variable "notification_email" {
  description = "Address that alarms are sent to. Empty (default): no subscription; subscribe something else to the topic. AWS sends a letter first, whose link must be followed. 1,000 e-mails a month are free."
  type        = string
  default     = ""
  nullable    = false

  validation {
    condition     = var.notification_email == "" || can(regex("^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$", var.notification_email))
    error_message = "notification_email must be one e-mail address, or empty for none."
  }
}

variable "encrypted" {
  description = "true (default) encrypts the topic with a KMS key of its own: $1 a month. A KMS key can't be deleted at once, it stays for 7 days (free) after destroy."
  type        = bool
  default     = true
}
