resource "google_compute_firewall" "postgres" {
  name    = "allow-postgres"
  network = google_compute_network.main.name

  allow {
    protocol = "tcp"
    ports    = ["5432"]
  }

  source_ranges = ["10.8.0.0/20"]
  target_tags   = ["database"]
}
