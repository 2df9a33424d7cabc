# The images that Cloud Build makes of the bundles.
resource "google_artifact_registry_repository" "functions" {
  repository_id = "vividly-functions"
  location      = var.region
  format        = "DOCKER"
  description   = "Images of Vividly's functions"
  kms_key_name  = var.kms_key

  cleanup_policies {
    id     = "keep-the-last"
    action = "KEEP"
    most_recent_versions {
      keep_count = 5
    }
  }

  cleanup_policies {
    id     = "delete-the-old"
    action = "DELETE"
    condition {
      older_than = "${30 * 24 * 3600}s"
    }
  }

  depends_on = [google_project_service.api, google_kms_crypto_key_iam_member.agent]
}
