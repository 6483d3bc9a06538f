resource "azurerm_linux_virtual_machine" "a" {
  # ruleid: hcl-password-login
  disable_password_authentication = false
}

resource "azurerm_linux_virtual_machine_scale_set" "b" {
  # ruleid: hcl-password-login
  disable_password_authentication = false
}

resource "azurerm_linux_virtual_machine" "c" {
  # ok: hcl-password-login
  disable_password_authentication = true
}

resource "azurerm_linux_virtual_machine" "d" {
  # ok: hcl-password-login
  admin_username = "deploy"
}
