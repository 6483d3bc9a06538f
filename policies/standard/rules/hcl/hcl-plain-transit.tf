resource "aws_elasticache_replication_group" "a" {
  # ruleid: hcl-plain-transit
  transit_encryption_enabled = false
}

resource "aws_cloudfront_distribution" "b" {
  default_cache_behavior {
    # ruleid: hcl-plain-transit
    viewer_protocol_policy = "allow-all"
  }
}

resource "azurerm_storage_account" "c" {
  # ok: hcl-plain-transit
  https_traffic_only_enabled = true
}

resource "aws_cloudfront_distribution" "d" {
  default_cache_behavior {
    # ok: hcl-plain-transit
    viewer_protocol_policy = "redirect-to-https"
  }
}
