variable "name" {
  type = string
}

variable "tags" {
  type = map(string)
}

variable "package" {
  type = string
}
