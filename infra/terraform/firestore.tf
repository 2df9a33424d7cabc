resource "google_firestore_database" "database" {
  name                              = "(default)"
  location_id                       = var.region
  type                              = "FIRESTORE_NATIVE"
  delete_protection_state           = var.protect_data ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  point_in_time_recovery_enablement = var.protect_data ? "POINT_IN_TIME_RECOVERY_ENABLED" : "POINT_IN_TIME_RECOVERY_DISABLED"
  deletion_policy                   = var.protect_data ? "ABANDON" : "DELETE"

  dynamic "cmek_config" {
    for_each = var.kms_key[*]
    content {
      kms_key_name = cmek_config.value
    }
  }

  depends_on = [google_project_service.api, google_kms_crypto_key_iam_member.agent]
}

resource "google_firestore_backup_schedule" "daily" {
  count = var.protect_data ? 1 : 0

  database  = google_firestore_database.database.name
  retention = "${14 * 24 * 3600}s"

  daily_recurrence {}
}

# The queries of shared/records.py, which look in every collection of the name.
resource "google_firestore_index" "records" {
  for_each = {
    quiet         = ["status", "updated_at"]
    past_deadline = ["status", "deadline_at"]
    to_clean_up   = ["cleaned_up", "clean_up_at"]
  }

  database    = google_firestore_database.database.name
  collection  = "content_requests"
  query_scope = "COLLECTION_GROUP"

  dynamic "fields" {
    for_each = each.value
    content {
      field_path = fields.value
      order      = "ASCENDING"
    }
  }
}

# The lists of the API, which hold what a caller may see: see functions/submit_request/permissions.py.
resource "google_firestore_index" "list" {
  for_each = {
    student         = ["student_id"]
    tenant          = ["tenant"]
    tenant_student  = ["tenant", "student_id"]
    classes         = ["tenant", "class_ids"]
    classes_student = ["tenant", "class_ids", "student_id"]
  }

  database    = google_firestore_database.database.name
  collection  = "content_requests"
  query_scope = "COLLECTION"

  dynamic "fields" {
    for_each = each.value
    content {
      field_path   = fields.value
      order        = fields.value == "class_ids" ? null : "ASCENDING"
      array_config = fields.value == "class_ids" ? "CONTAINS" : null
    }
  }

  dynamic "fields" {
    for_each = ["created_at", "__name__"]
    content {
      field_path = fields.value
      order      = "DESCENDING"
    }
  }
}

# The open requests that shared/requests.py counts. What is listed takes the place of the indexes that are there of themselves.
resource "google_firestore_field" "status" {
  database   = google_firestore_database.database.name
  collection = "content_requests"
  field      = "status"

  index_config {
    dynamic "indexes" {
      for_each = ["COLLECTION", "COLLECTION_GROUP"]
      content {
        query_scope = indexes.value
        order       = "ASCENDING"
      }
    }
  }
}

# The work that waits for a lesson, which shared/reuse.py looks for.
resource "google_firestore_field" "follows" {
  database   = google_firestore_database.database.name
  collection = "request_stages"
  field      = "follows"

  index_config {
    indexes {
      query_scope = "COLLECTION_GROUP"
      order       = "ASCENDING"
    }
  }
}

# The passages near a question among those that meet equalities first, for shared/library.py.
resource "google_firestore_index" "passages" {
  for_each = {
    nearest    = ["language", "grade_band"]
    nearest_in = ["resource_id"]
  }

  database    = google_firestore_database.database.name
  collection  = "passages"
  query_scope = "COLLECTION"

  dynamic "fields" {
    for_each = concat(each.value, ["__name__"])
    content {
      field_path = fields.value
      order      = "ASCENDING"
    }
  }

  fields {
    field_path = "embedding"
    vector_config {
      dimension = tonumber(local.environment.EMBEDDING_DIMENSIONS)
      flat {}
    }
  }
}

# What may go, goes by itself at the time that is written on it.
resource "google_firestore_field" "expiry" {
  for_each = toset(["rejected_messages", "content_requests", "request_counts", "lesson_reuse"])

  database   = google_firestore_database.database.name
  collection = each.key
  field      = "expires_at"

  ttl_config {}
  index_config {} # none: times that grow all go to one end of an index
}

resource "google_firebaserules_ruleset" "closed" {
  source {
    files {
      name    = "firestore.rules"
      content = file("${path.module}/firestore.rules")
    }
  }

  lifecycle {
    create_before_destroy = true
  }

  depends_on = [google_firestore_database.database]
}

resource "google_firebaserules_release" "firestore" {
  name         = "cloud.firestore"
  ruleset_name = google_firebaserules_ruleset.closed.name

  lifecycle {
    replace_triggered_by = [google_firebaserules_ruleset.closed]
  }
}
