public boolean exists(DirContext context, String user) throws NamingException {
    String filter = "(&(objectClass=person)(uid=" + user + "))";
    return context.search("ou=people,dc=example,dc=com", filter, new SearchControls()).hasMore();
}
