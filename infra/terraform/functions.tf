locals {
  # A second-generation function is a Cloud Run service, whose name knows no underscores.
  run_services = { for name in keys(local.functions) : name => replace(name, "_", "-") }
  bundles      = { for name in keys(local.functions) : name => "${path.module}/${replace(var.bundle, "{function}", name)}" }
}

resource "google_storage_bucket" "bundles" {
  name                        = "${var.project}-vividly-bundles"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true # bundles are built again from their commit, byte by byte

  dynamic "encryption" {
    for_each = var.kms_key[*]
    content {
      default_kms_key_name = encryption.value
    }
  }

  depends_on = [google_project_service.api, google_kms_crypto_key_iam_member.agent]
}

resource "google_storage_bucket_object" "bundle" {
  for_each = local.bundles

  bucket = google_storage_bucket.bundles.name
  name   = "${each.key}-${filesha256(each.value)}.zip"
  source = each.value

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_cloudfunctions2_function" "function" {
  for_each = local.functions

  name        = local.run_services[each.key]
  location    = var.region
  description = each.value.description

  build_config {
    runtime           = "python312"
    entry_point       = each.key
    service_account   = google_service_account.builder.id
    docker_repository = google_artifact_registry_repository.functions.id

    source {
      storage_source {
        bucket = google_storage_bucket_object.bundle[each.key].bucket
        object = google_storage_bucket_object.bundle[each.key].name
      }
    }
  }

  # Without THREADS functions-framework has four a processor, and what else an instance takes in waits in it.
  service_config {
    service_account_email            = google_service_account.function[each.key].email
    available_memory                 = "${each.value.memory_mib}Mi"
    available_cpu                    = tostring(each.value.cpu)
    timeout_seconds                  = each.value.timeout_seconds
    max_instance_request_concurrency = each.value.concurrency
    min_instance_count               = each.value.minimum_instances
    max_instance_count               = each.value.maximum_instances
    environment_variables            = merge(local.environment, { THREADS = tostring(each.value.concurrency) })
    all_traffic_on_latest_revision   = true
    ingress_settings = (
      each.key != local.api ? "ALLOW_INTERNAL_ONLY" : var.public_api ? "ALLOW_ALL" : "ALLOW_INTERNAL_AND_GCLB"
    )
  }

  depends_on = [
    google_project_service.api,
    google_artifact_registry_repository_iam_member.builder,
    google_project_iam_member.builder,
    google_storage_bucket_iam_member.builder,
  ]
}

# Nobody but its own subscription calls a function that hears a topic.
resource "google_cloud_run_v2_service_iam_member" "delivery" {
  for_each = local.subscriptions

  name     = google_cloudfunctions2_function.function[each.key].name
  location = var.region
  role     = "roles/run.invoker"
  member   = google_service_account.delivery[each.key].member
}

resource "google_cloud_run_v2_service_iam_member" "api" {
  for_each = var.public_api ? ["allUsers"] : var.api_invokers

  name     = google_cloudfunctions2_function.function[local.api].name
  location = var.region
  role     = "roles/run.invoker"
  member   = each.key
}
