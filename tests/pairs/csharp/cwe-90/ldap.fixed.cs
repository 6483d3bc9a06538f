public SearchResult Find(DirectoryEntry root, string user)
{
    if (!Regex.IsMatch(user, "^[A-Za-z0-9._-]{1,64}$"))
        throw new ArgumentException("user");
    var searcher = new DirectorySearcher(root) { Filter = "(&(objectClass=user)(sAMAccountName=" + user + "))" };
    return searcher.FindOne();
}
