terraform {
  required_version = "~> 1.11"

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }
  }

  # Which bucket, and which environment in it, is said by `make plan`.
  backend "gcs" {}
}

provider "google" {
  project               = var.project
  region                = var.region
  billing_project       = var.project
  user_project_override = true # the budget's API asks which project's quota is used

  default_labels = {
    application = "vividly"
    environment = var.environment
  }
}
