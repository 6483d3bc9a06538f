public SearchResult Find(DirectoryEntry root, string user)
{
    var searcher = new DirectorySearcher(root) { Filter = "(&(objectClass=user)(sAMAccountName=" + user + "))" };
    return searcher.FindOne();
}
