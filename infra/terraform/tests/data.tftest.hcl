# Data is private, kept where it must be and gone where it may go.

mock_provider "google" {
  source = "./tests/mocks"
}

variables {
  environment = "prod"
}

run "data_is_closed_kept_and_removed_as_it_should_be" {
  command = plan

  assert {
    condition = alltrue([
      for bucket in concat(values(google_storage_bucket.bucket), [google_storage_bucket.bundles]) :
      bucket.public_access_prevention == "enforced" && bucket.uniform_bucket_level_access
    ])
    error_message = "A bucket must not be made public, nor an object by itself."
  }

  assert {
    condition     = alltrue([for bucket in google_storage_bucket.bucket : !bucket.force_destroy])
    error_message = "A bucket that holds data must not be deleted with it."
  }

  assert {
    condition = alltrue([
      for key, bucket in google_storage_bucket.bucket : bucket.name == replace(local.topology.buckets[key].name, "{project}", "school-lessons")
    ])
    error_message = "A bucket has the name of the topology."
  }

  assert {
    condition = alltrue([
      for key, bucket in google_storage_bucket.bucket : contains([
        for rule in bucket.lifecycle_rule : rule.condition[0].age if rule.action[0].type == "Delete"
      ], local.topology.buckets[key].delete_after_days) && bucket.soft_delete_policy[0].retention_duration_seconds == 0
      if can(local.topology.buckets[key].delete_after_days)
    ])
    error_message = "Intermediate results must go after the days of the topology, and be gone then."
  }

  assert {
    condition = (
      google_storage_bucket.bucket["oer"].soft_delete_policy[0].retention_duration_seconds == 30 * 24 * 3600
      && google_storage_bucket.bucket["generated"].soft_delete_policy[0].retention_duration_seconds == 7 * 24 * 3600
    )
    error_message = "The library can be restored for a month, since nothing makes it again; a lesson for a week."
  }

  assert {
    condition     = !anytrue(flatten([for bucket in google_storage_bucket.bucket : bucket.versioning[*].enabled]))
    error_message = "A versioned bucket does not tell that an object was deleted."
  }

  assert {
    condition = {
      for key, bucket in google_storage_bucket.bucket : key => flatten(bucket.cors[*].method)
      } == {
      generated = ["GET", "HEAD"], oer = ["PUT"], temporary = ["GET", "HEAD"]
    }
    error_message = "Lessons and their scenes are seen from another origin, and resources are put there, and nothing else."
  }

  assert {
    condition = (
      google_firestore_database.database.delete_protection_state == "DELETE_PROTECTION_ENABLED"
      && google_firestore_database.database.point_in_time_recovery_enablement == "POINT_IN_TIME_RECOVERY_ENABLED"
      && length(google_firestore_backup_schedule.daily) == 1
    )
    error_message = "The database is protected, and can be restored."
  }

  assert {
    condition = alltrue([
      for index in google_firestore_index.passages :
      tostring(one(flatten(index.fields[*].vector_config)).dimension) == local.topology.environment.EMBEDDING_DIMENSIONS
      && index.fields[length(index.fields) - 2].field_path == "__name__"
    ])
    error_message = "A vector index has the dimensions of the embeddings, after the fields of the equalities and __name__."
  }

  assert {
    condition     = alltrue([for index in google_firestore_index.records : index.query_scope == "COLLECTION_GROUP"])
    error_message = "The queries for recovery look in collection groups."
  }

  assert {
    condition     = length(regexall("allow .*: if false", google_firebaserules_ruleset.closed.source[0].files[0].content)) == 1 && length(regexall("allow", google_firebaserules_ruleset.closed.source[0].files[0].content)) == 1
    error_message = "The database answers no client."
  }
}

run "data_of_a_trial_may_go" {
  command = plan

  variables {
    protect_data = false
  }

  assert {
    condition     = google_firestore_database.database.delete_protection_state == "DELETE_PROTECTION_DISABLED"
    error_message = "Without protect_data, the database can be deleted."
  }
}

run "a_key_of_ones_own_encrypts_all_data" {
  command = plan

  variables {
    kms_key = "projects/school-keys/locations/us-central1/keyRings/lessons/cryptoKeys/data"
  }

  assert {
    condition = alltrue(concat(
      [for bucket in concat(values(google_storage_bucket.bucket), [google_storage_bucket.bundles]) : bucket.encryption[0].default_kms_key_name == var.kms_key],
      [for topic in google_pubsub_topic.topic : topic.kms_key_name == var.kms_key],
      [google_firestore_database.database.cmek_config[0].kms_key_name == var.kms_key],
      [google_artifact_registry_repository.functions.kms_key_name == var.kms_key],
    ))
    error_message = "A key that is given must encrypt buckets, topics, the database and images."
  }

  assert {
    condition     = length(google_kms_crypto_key_iam_member.agent) == 4
    error_message = "The services that keep data must be allowed to use the key."
  }
}
