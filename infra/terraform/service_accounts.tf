# Who may do what. The words of ../access.yaml become roles here, each on the one resource that it is about.

locals {
  object_roles = {
    reads   = "roles/storage.objectViewer"
    creates = "roles/storage.objectCreator"
    removes = google_project_iam_custom_role.role["remover"].id
  }
  custom_roles = {
    predictor = { title = "Asks models", permissions = ["aiplatform.endpoints.predict"] }
    remover   = { title = "Removes objects", permissions = ["storage.objects.delete", "storage.objects.list"] }
  }

  publishers = merge([
    for name, access in local.access : {
      for topic in toset(concat(compact([try(local.functions[name].emits, "")]), try(local.functions[name].also_emits, []), contains(access.may, "republish") ? tolist(local.travelled_topics) : [])) :
      "${name} to ${topic}" => { function = name, topic = topic }
    }
  ]...)
  object_users = merge(flatten([
    for name, access in local.access : [
      for word, role in local.object_roles : {
        for place in try(access[word], []) : "${name} ${word} ${place}" => {
          function = name, role = role, bucket = split("/", place)[0], folder = trimprefix(place, split("/", place)[0])
        }
      }
    ]
  ])...)
}

resource "google_service_account" "function" {
  for_each = local.functions

  account_id   = each.value.service_account
  display_name = each.key
  description  = each.value.description

  depends_on = [google_project_service.api]
}

resource "google_project_iam_custom_role" "role" {
  for_each = local.custom_roles

  role_id     = "vividly_${each.key}"
  title       = "Vividly: ${each.value.title}"
  permissions = each.value.permissions

  depends_on = [google_project_service.api]
}

resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = local.publishers

  topic  = google_pubsub_topic.topic[each.value.topic].name
  role   = "roles/pubsub.publisher"
  member = google_service_account.function[each.value.function].member
}

resource "google_storage_bucket_iam_member" "function" {
  for_each = local.object_users

  bucket = google_storage_bucket.bucket[each.value.bucket].name
  role   = each.value.role
  member = google_service_account.function[each.value.function].member

  dynamic "condition" {
    for_each = compact([each.value.folder])
    content {
      title      = "vividly_folder"
      expression = "resource.name.startsWith(\"projects/_/buckets/${google_storage_bucket.bucket[each.value.bucket].name}/objects${condition.value}\")"
    }
  }
}

resource "google_project_iam_member" "database" {
  for_each = { for name, access in local.access : name => access if contains(access.may, "database") }

  project = var.project
  role    = "roles/datastore.user"
  member  = google_service_account.function[each.key].member

  condition {
    title      = "vividly_database"
    expression = "resource.name == \"projects/${var.project}/databases/${google_firestore_database.database.name}\""
  }
}

resource "google_project_iam_member" "predictor" {
  for_each = { for name, access in local.access : name => access if contains(access.may, "predict") }

  project = var.project
  role    = google_project_iam_custom_role.role["predictor"].id
  member  = google_service_account.function[each.key].member
}

resource "google_project_iam_member" "tracer" {
  for_each = { for name, access in local.access : name => access if contains(access.may, "trace") }

  project = var.project
  role    = "roles/cloudtrace.agent"
  member  = google_service_account.function[each.key].member
}

resource "google_service_account_iam_member" "signer" {
  for_each = { for name, access in local.access : name => access if contains(access.may, "sign") }

  service_account_id = google_service_account.function[each.key].name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = google_service_account.function[each.key].member
}

# Pub/Sub calls a function in the name of its subscription's own account, which may call that function and do nothing else.
resource "google_service_account" "delivery" {
  for_each = local.subscriptions

  account_id   = "deliver-${local.functions[each.key].service_account}"
  display_name = "Delivery to ${each.key}"

  depends_on = [google_project_service.api]
}

resource "google_service_account_iam_member" "delivery" {
  for_each = local.subscriptions

  service_account_id = google_service_account.delivery[each.key].name
  role               = "roles/iam.serviceAccountOpenIdTokenCreator"
  member             = local.pubsub_agent

  depends_on = [google_pubsub_topic.topic] # Pub/Sub's own account is there by then, though nobody ran make bootstrap
}

# Cloud Build makes images of the bundles in the name of this account.
resource "google_service_account" "builder" {
  account_id   = "builder"
  display_name = "Building of functions"

  depends_on = [google_project_service.api]
}

resource "google_project_iam_member" "builder" {
  for_each = {
    "roles/logging.logWriter" = null
    # Cloud Functions copies each bundle to a bucket of its own, and builds from there.
    "roles/storage.objectViewer" = "resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-${data.google_project.this.number}-${var.region}/\")"
  }

  project = var.project
  role    = each.key
  member  = google_service_account.builder.member

  dynamic "condition" {
    for_each = each.value[*]
    content {
      title      = "sources_of_functions"
      expression = condition.value
    }
  }
}

resource "google_storage_bucket_iam_member" "builder" {
  bucket = google_storage_bucket.bundles.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.builder.member
}

resource "google_artifact_registry_repository_iam_member" "builder" {
  repository = google_artifact_registry_repository.functions.name
  location   = var.region
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.builder.member
}
