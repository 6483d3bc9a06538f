import javax.naming.NamingEnumeration;
import javax.naming.directory.DirContext;
import javax.naming.directory.SearchControls;
import javax.naming.directory.SearchResult;

public class Directory {
    private final DirContext context;

    public Directory(DirContext context) {
        this.context = context;
    }

    public NamingEnumeration<SearchResult> person(String mail) throws Exception {
        String filter = "(&(objectClass=person)(mail=" + mail + "))";
        return context.search("ou=people,dc=example,dc=com", filter, new SearchControls());
    }
}
