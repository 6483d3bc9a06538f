resource "azurerm_mssql_server" "main" {
  name                = "example-sql"
  resource_group_name = azurerm_resource_group.main.name
  location            = azurerm_resource_group.main.location
  version             = "12.0"
  minimum_tls_version = "1.0"
  azuread_administrator {
    login_username              = "dba"
    object_id                   = var.dba_group_id
    azuread_authentication_only = true
  }
}
