# Who looks at what students wrote is logged, unless it is a function doing its work.
resource "google_project_iam_audit_config" "data" {
  for_each = toset(["datastore.googleapis.com", "storage.googleapis.com"])

  project = var.project
  service = each.key

  dynamic "audit_log_config" {
    for_each = ["DATA_READ", "DATA_WRITE"]
    content {
      log_type         = audit_log_config.value
      exempted_members = [for account in google_service_account.function : account.member]
    }
  }
}
