provider "vault" {
  address         = "https://vault.internal"
  # ruleid: hcl-tls-verify-off
  skip_tls_verify = true
}

# ruleid: hcl-tls-verify-off
provider "kubernetes" {
  host     = "https://cluster.internal"
  insecure = true
}

provider "vault" {
  # ok: hcl-tls-verify-off
  skip_tls_verify = false
}

# ok: hcl-tls-verify-off
provider "kubernetes" {
  insecure = false
}
