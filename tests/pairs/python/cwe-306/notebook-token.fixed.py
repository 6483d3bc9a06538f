c = get_config()
c.ServerApp.ip = "0.0.0.0"
c.ServerApp.port = 8888
c.PasswordIdentityProvider.password_required = True
