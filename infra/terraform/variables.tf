# What differs from one deployment to the next. Everything else is in ../pipeline.yaml and ../access.yaml.

variable "project" {
  description = "Id of the project that Vividly is deployed to, and that holds nothing else."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project))
    error_message = "Give the project's id: 6 to 30 lower-case letters, digits and dashes."
  }
}

variable "region" {
  description = "Where everything runs and all data is kept. It cannot be changed later."
  type        = string
  default     = "us-central1"
}

variable "environment" {
  description = "dev or prod; a label, and part of the names that people read."
  type        = string

  validation {
    condition     = contains(["dev", "prod"], var.environment)
    error_message = "Use dev or prod."
  }
}

variable "bundle" {
  description = "Where `make package` puts a function's bundle, seen from this folder; {function} stands for its name."
  type        = string
  default     = "../../dist/{function}.zip"
}

variable "public_api" {
  description = "Whether everybody may reach the API, which then asks who they are. If not, it answers a load balancer and `api_invokers` only."
  type        = bool
  default     = false
}

variable "api_invokers" {
  description = "Who may call the API where it is not public, such as serviceAccount:gateway@….iam.gserviceaccount.com."
  type        = set(string)
  default     = []

  validation {
    condition     = length(setintersection(var.api_invokers, ["allUsers", "allAuthenticatedUsers"])) == 0
    error_message = "To open the API to everybody, set public_api."
  }
}

variable "page_origins" {
  description = "Further origins that the student's page is served from, such as https://lessons.example.org."
  type        = list(string)
  default     = []
}

variable "protect_data" {
  description = "Refuse to delete the database and filled buckets, and keep what is needed to restore them."
  type        = bool
  default     = true
}

variable "kms_key" {
  description = "Key that encrypts buckets, topics, the database and images: projects/…/cryptoKeys/… in the same region. Null: Google's keys."
  type        = string
  default     = null
}

variable "alert_emails" {
  description = "Who is told of alerts and of the budget."
  type        = set(string)
  default     = []
}

variable "runbooks" {
  description = "Address of the document that alerts lead to, such as https://git.example.org/vividly/docs/operations.md."
  type        = string
  default     = "docs/operations.md"
}

variable "latency_objective" {
  description = "A lesson is to be ready within so many seconds, for this share of all lessons."
  type        = object({ seconds = number, share = number })
  default     = { seconds = 180, share = 0.95 }

  validation {
    condition     = var.latency_objective.share > 0.5 && var.latency_objective.share < 1
    error_message = "The share is a number between 0.5 and 1, such as 0.95."
  }
}

variable "billing_account" {
  description = "Billing account that carries the budget, such as 012345-6789AB-CDEF01. Null: no budget is made."
  type        = string
  default     = null
}

variable "monthly_budget_usd" {
  description = "What a month may cost before the budget's alert says so. It stops nothing: the topology's limits do."
  type        = number
  default     = 200
}

variable "repository" {
  description = "Repository connected to Cloud Build whose main branch is deployed: projects/…/locations/…/connections/…/repositories/…. Null: deployed by hand."
  type        = string
  default     = null
}
