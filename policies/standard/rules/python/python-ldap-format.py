import ldap
from ldap.filter import escape_filter_chars


def find(connection, base, name):
    # ruleid: python-ldap-format
    connection.search_s(base, ldap.SCOPE_SUBTREE, f"(uid={name})")
    # ruleid: python-ldap-format
    connection.search_s(base, ldap.SCOPE_SUBTREE, "(uid=" + name + ")")
    # ruleid: python-ldap-format
    return connection.search(base, "(uid=%s)" % name)


def safe(connection, base, name):
    # ok: python-ldap-format
    connection.search_s(base, ldap.SCOPE_SUBTREE, f"(uid={escape_filter_chars(name)})")
    # ok: python-ldap-format
    return connection.search(base, "(objectClass=person)")
