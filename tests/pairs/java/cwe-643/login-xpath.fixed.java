import java.util.Map;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

public class UserFile {
    public Object find(Document users, String name, String password) throws Exception {
        XPath xpath = XPathFactory.newInstance().newXPath();
        Map<String, String> values = Map.of("name", name, "password", password);
        xpath.setXPathVariableResolver(variable -> values.get(variable.getLocalPart()));
        return xpath.evaluate("//user[name=$name and password=$password]", users, XPathConstants.NODE);
    }
}
