import javax.xml.xpath.XPath;

class Query {
    void find(XPath xpath, Object document, String name) throws Exception {
        // ruleid: java-xpath-format
        xpath.evaluate("//user[name='" + name + "']", document);
        // ruleid: java-xpath-format
        xpath.compile(String.format("//user[name='%s']", name));
    }

    void safe(XPath xpath, Object document) throws Exception {
        // ok: java-xpath-format
        xpath.evaluate("//user[name=$name]", document);
        // ok: java-xpath-format
        xpath.compile("//user");
    }
}
