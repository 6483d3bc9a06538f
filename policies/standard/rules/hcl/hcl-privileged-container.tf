resource "kubernetes_pod" "a" {
  spec {
    container {
      security_context {
        # ruleid: hcl-privileged-container
        privileged = true
      }
    }
  }
}

resource "kubernetes_pod" "b" {
  spec {
    # ruleid: hcl-privileged-container
    host_network = true
  }
}

resource "kubernetes_pod" "c" {
  spec {
    container {
      security_context {
        # ok: hcl-privileged-container
        privileged  = false
        # ok: hcl-privileged-container
        run_as_user = 1000
      }
    }
  }
}
