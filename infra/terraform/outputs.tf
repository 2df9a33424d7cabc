output "api" {
  description = "Address of the API and of the student's page: make smoke TARGET=gcp URL=…"
  value       = google_cloudfunctions2_function.function[local.api].service_config[0].uri
}

output "bundles" {
  description = "The bundle that each function runs; its name carries its hash."
  value       = { for name, object in google_storage_bucket_object.bundle : name => object.name }
}

output "buckets" {
  description = "Names of the buckets; the library is uploaded to oer."
  value       = { for key, bucket in google_storage_bucket.bucket : key => bucket.name }
}

output "public_api" {
  description = "Address of the API where everybody may call it, else nothing."
  value       = var.public_api ? google_cloudfunctions2_function.function[local.api].service_config[0].uri : ""
}
