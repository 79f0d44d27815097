# Which changes are announced, and to whom.

variable "notice_rules" {
  description = "Changes that are announced on the notice topic: name (1 to 64 characters of a-z, A-Z, 0-9, '_', '.' and '-'), pattern (JSON, an EventBridge pattern over type, by, table, keys, old, new, changed and at, with plain values), subject of the e-mail (optional, up to 99 ASCII characters). Each notice costs $0.50 a million, and two requests of the table that keeps it from being sent twice ($0.75 a million together). Default: one rule, every-change. []: no topic and no table. Rules and failure policies together have 3,000 characters: the function's environment has no room for more."
  type = list(object({
    name    = string
    pattern = string
    subject = optional(string)
  }))
  default = [{
    name    = "every-change"
    pattern = "{\"type\":[\"insert\",\"modify\",\"remove\"]}"
  }]
  nullable = false

  validation {
    condition     = alltrue([for rule in var.notice_rules : can(regex("^[a-zA-Z0-9_.-]{1,64}$", rule.name))]) && length(distinct(var.notice_rules[*].name)) == length(var.notice_rules)
    error_message = "name in notice_rules must be 1 to 64 characters of a-z, A-Z, 0-9, '_', '.' and '-', and no two rules may have the same."
  }

  validation {
    condition     = alltrue([for rule in var.notice_rules : can(keys(jsondecode(rule.pattern))) && try(length(keys(jsondecode(rule.pattern))) > 0, false)])
    error_message = "pattern in notice_rules must be a JSON object with at least one field, such as {\"type\":[\"remove\"]}."
  }

  validation {
    condition     = alltrue([for rule in var.notice_rules : try(length(setsubtract(keys(jsondecode(rule.pattern)), ["type", "by", "table", "keys", "old", "new", "changed", "at", "$or"])) == 0, true)])
    error_message = "pattern in notice_rules may name type, by, table, keys, old, new, changed and at: a change has no other fields, so it would never match."
  }

  validation {
    condition = alltrue(flatten([for rule in var.notice_rules : [
      for field in try(values(jsondecode(rule.pattern)), []) : concat([!can(tostring(field))], [for part in try(values(field), []) : !can(tostring(part))])
    ]]))
    error_message = "pattern in notice_rules must have a list of values at each of its ends, such as {\"type\":[\"remove\"]} or {\"new\":{\"status\":[\"open\"]}}."
  }

  validation {
    condition     = alltrue([for rule in var.notice_rules : rule.subject == null ? true : can(regex("^[!-~][ -~]{0,98}$", rule.subject))])
    error_message = "subject in notice_rules must be up to 99 printable ASCII characters, the first not a space, as SNS asks."
  }

  validation {
    condition     = sum(concat([length(local.failure_policies_json)], [for rule in var.notice_rules : 40 + length(rule.name) + length(rule.pattern) + try(length(rule.subject), 0)])) <= 3000
    error_message = "notice_rules and failure_policies must have 3,000 characters at most together (40 are counted for each rule beside its own): Lambda's environment has 4 KB."
  }
}

variable "notification_email" {
  description = "Address that notices are sent to; AWS sends it a mail with a link, and notices arrive once it was opened. Empty (default): no e-mail; subscribe something else, with a filter on the attributes event_type, table, rule and changed_by. 1,000 a month are free, then $2 for 100,000."
  type        = string
  default     = ""
  nullable    = false
}

variable "encrypt_notice_topic" {
  description = "true (default) encrypts the notice topic with a KMS key of its own: $1 a month. The key stays for 7 days (free) after destroy."
  type        = bool
  default     = true
  nullable    = false
}
