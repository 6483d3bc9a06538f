public boolean exists(DirContext context, String user) throws NamingException {
    String filter = "(&(objectClass=person)(uid={0}))";
    return context.search("ou=people,dc=example,dc=com", filter, new Object[] {user}, new SearchControls()).hasMore();
}
