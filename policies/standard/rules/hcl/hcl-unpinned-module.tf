module "a" {
  # ruleid: hcl-unpinned-module
  source = "git::https://git.internal/network.git"
}

module "b" {
  # ruleid: hcl-unpinned-module
  source = "github.com/example/network"
}

module "c" {
  # ok: hcl-unpinned-module
  source = "git::https://git.internal/network.git?ref=4f1c2d9"
}

module "d" {
  # ok: hcl-unpinned-module
  source = "./network"
}
