resource "google_kms_crypto_key" "orders" {
  name     = "orders"
  key_ring = google_kms_key_ring.shop.id
  purpose  = "ENCRYPT_DECRYPT"
  rotation_period = "7776000s"
}
