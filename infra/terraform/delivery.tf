# Continuous deployment, where a repository is connected: each push to main is checked and planned at once, and deployed when
# somebody has approved it. Two accounts: before the approval runs code that nobody has looked at, and the basic role Viewer
# would let it read what students wrote.

locals {
  deliveries = var.repository == null ? {} : {
    plan = {
      file     = "cloudbuild.yaml"
      what     = "Check a commit and plan its deployment"
      approved = false
      roles = [
        "roles/artifactregistry.reader", "roles/browser", "roles/cloudbuild.builds.viewer", "roles/cloudfunctions.viewer",
        "roles/cloudscheduler.viewer", "roles/iam.roleViewer", "roles/iam.securityReviewer", "roles/iam.serviceAccountViewer",
        "roles/logging.logWriter", "roles/logging.viewer", "roles/monitoring.viewer", "roles/pubsub.viewer", "roles/run.viewer",
        "roles/serviceusage.serviceUsageConsumer", "roles/storage.bucketViewer",
      ]
    }
    deploy = {
      file     = "infra/cloudbuild/deploy.yaml"
      what     = "Deploy what was planned"
      approved = true
      roles = [
        "roles/artifactregistry.admin", "roles/editor", "roles/iam.roleAdmin", "roles/iam.serviceAccountAdmin",
        "roles/logging.configWriter", "roles/pubsub.admin", "roles/resourcemanager.projectIamAdmin", "roles/run.admin",
        "roles/storage.admin",
      ]
    }
  }
}

resource "google_cloudbuild_trigger" "delivery" {
  for_each = local.deliveries

  name            = "vividly-${each.key}-${var.environment}"
  description     = each.value.what
  location        = var.region
  filename        = each.value.file
  service_account = google_service_account.delivery_build[each.key].id

  repository_event_config {
    repository = var.repository
    push {
      branch = "^main$"
    }
  }

  approval_config {
    approval_required = each.value.approved
  }

  substitutions = {
    _ENVIRONMENT = var.environment
    _REGION      = var.region
  }

  depends_on = [google_project_service.api]
}

resource "google_service_account" "delivery_build" {
  for_each = local.deliveries

  account_id   = "build-${each.key}"
  display_name = each.value.what

  depends_on = [google_project_service.api]
}

resource "google_project_iam_member" "delivery_build" {
  for_each = merge([
    for name, delivery in local.deliveries : { for role in delivery.roles : "${name} ${role}" => { name = name, role = role } }
  ]...)

  project = var.project
  role    = each.value.role
  member  = google_service_account.delivery_build[each.value.name].member
}

# What a plan looks at of the database: how it is set up, and nothing that is in it.
resource "google_project_iam_custom_role" "planner" {
  count = var.repository == null ? 0 : 1

  role_id = "vividly_planner"
  title   = "Vividly: Plans the database"
  permissions = [
    "datastore.backupSchedules.get", "datastore.backupSchedules.list", "datastore.databases.get", "datastore.databases.getMetadata",
    "datastore.indexes.get", "datastore.indexes.list", "firebaserules.releases.get", "firebaserules.rulesets.get",
  ]

  depends_on = [google_project_service.api]
}

resource "google_project_iam_member" "planner" {
  count = var.repository == null ? 0 : 1

  project = var.project
  role    = google_project_iam_custom_role.planner[0].id
  member  = google_service_account.delivery_build["plan"].member
}

resource "google_storage_bucket_iam_member" "planner" {
  count = var.repository == null ? 0 : 1

  bucket = google_storage_bucket.bundles.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.delivery_build["plan"].member
}

# Terraform's state, the plans and the releases: `make bootstrap` has made the bucket. What runs before the approval adds plans,
# and replaces nothing: no state, no other commit's plan, and not what `make rollback` deploys without asking.
resource "google_storage_bucket_iam_member" "delivery_build" {
  for_each = var.repository == null ? {} : {
    "plan reads"   = { build = "plan", role = "roles/storage.objectViewer", folder = "" }
    "plan creates" = { build = "plan", role = "roles/storage.objectCreator", folder = "plans/" }
    "deploy"       = { build = "deploy", role = "roles/storage.objectUser", folder = "" }
  }

  bucket = "${var.project}-vividly-state"
  role   = each.value.role
  member = google_service_account.delivery_build[each.value.build].member

  dynamic "condition" {
    for_each = compact([each.value.folder])
    content {
      title      = "vividly_folder"
      expression = "resource.name.startsWith(\"projects/_/buckets/${var.project}-vividly-state/objects/${condition.value}\")"
    }
  }
}
