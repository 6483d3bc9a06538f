import ldap
import ldap.filter

def is_member(connection, user: str, group: str) -> bool:
    """Tell whether a user is in a group of the directory."""
    query = "(&(objectClass=groupOfNames)(cn=%s)(member=uid=%s,ou=people,dc=corp))" % (group, user)
    return bool(connection.search_s("ou=groups,dc=corp", ldap.SCOPE_SUBTREE, query, ["cn"]))
