resource "aws_s3_bucket_acl" "a" {
  bucket = aws_s3_bucket.a.id
  # ruleid: hcl-public-storage
  acl    = "public-read"
}

resource "google_storage_bucket_iam_member" "b" {
  role   = "roles/storage.objectViewer"
  # ruleid: hcl-public-storage
  member = "allUsers"
}

resource "azurerm_storage_container" "c" {
  # ruleid: hcl-public-storage
  container_access_type = "blob"
}

resource "aws_s3_bucket_acl" "d" {
  # ok: hcl-public-storage
  acl = "private"
}

resource "google_storage_bucket_iam_member" "e" {
  # ok: hcl-public-storage
  member = "serviceAccount:${google_service_account.e.email}"
}
