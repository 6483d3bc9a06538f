from ldap3 import Connection, Server

def bind(user_dn: str, password: str) -> Connection:
    server = Server("ldap.corp.org", port=636, use_ssl=True)
    return Connection(server, user=user_dn, password=password, auto_bind=True)
