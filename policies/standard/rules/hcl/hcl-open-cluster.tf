resource "aws_eks_cluster" "a" {
  vpc_config {
    # ruleid: hcl-open-cluster
    public_access_cidrs = ["0.0.0.0/0"]
  }
}

resource "google_container_cluster" "b" {
  # ruleid: hcl-open-cluster
  enable_legacy_abac = true
}

resource "aws_eks_cluster" "c" {
  vpc_config {
    # ok: hcl-open-cluster
    public_access_cidrs = ["192.0.2.0/24"]
  }
}

resource "google_container_cluster" "d" {
  # ok: hcl-open-cluster
  enable_legacy_abac = false
}
