import javax.naming.directory.DirContext;
import javax.naming.directory.SearchControls;

class Directory {
    void find(DirContext context, String base, String name, SearchControls controls) throws Exception {
        // ruleid: java-ldap-format
        context.search(base, "(uid=" + name + ")", controls);
        // ruleid: java-ldap-format
        context.search(base, String.format("(uid=%s)", name), controls);
    }

    void safe(DirContext context, String base, String name, SearchControls controls) throws Exception {
        // ok: java-ldap-format
        context.search(base, "(uid={0})", new Object[] {name}, controls);
        // ok: java-ldap-format
        context.search(base, "(objectClass=person)", controls);
    }
}
