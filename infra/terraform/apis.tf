# The services that Vividly uses. They stay enabled when it is removed: others in the project may have come to need them.

locals {
  apis = concat([
    "aiplatform", "artifactregistry", "cloudbuild", "cloudfunctions", "cloudscheduler", "cloudtrace", "firebaserules", "firestore",
    "iam", "iamcredentials", "logging", "monitoring", "pubsub", "run", "storage", "texttospeech",
  ], var.billing_account == null ? [] : ["billingbudgets"], var.kms_key == null ? [] : ["cloudkms"])
}

resource "google_project_service" "api" {
  for_each = toset(local.apis)

  service            = "${each.key}.googleapis.com"
  disable_on_destroy = false
}
