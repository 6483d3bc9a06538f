job "collector" {
  datacenters = ["dc1"]
  group "collector" {
    task "agent" {
      driver = "docker"
      config {
        image      = "registry.example.org/agent:1.4.2"
        privileged = false
        cap_drop   = ["all"]
      }
      resources {
        cpu    = 200
        memory = 128
      }
    }
  }
}
