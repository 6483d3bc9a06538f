resource "azurerm_linux_virtual_machine" "app" {
  name                            = "app"
  resource_group_name             = azurerm_resource_group.main.name
  location                        = azurerm_resource_group.main.location
  size                            = "Standard_B2s"
  admin_username                  = "azureadmin"
  disable_password_authentication = true
  admin_ssh_key {
    username   = "azureadmin"
    public_key = file("${path.module}/admin.pub")
  }
  network_interface_ids           = [azurerm_network_interface.app.id]
}
