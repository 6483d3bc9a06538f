resource "google_service_account" "ci" {
  account_id   = "ci-runner"
  display_name = "CI runner"
}

resource "google_project_iam_member" "ci" {
  project = var.project
  role    = "roles/run.developer"
  member  = "serviceAccount:${google_service_account.ci.email}"
}
