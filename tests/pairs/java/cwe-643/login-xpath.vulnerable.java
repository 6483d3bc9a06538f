import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

public class UserFile {
    public Object find(Document users, String name, String password) throws Exception {
        XPath xpath = XPathFactory.newInstance().newXPath();
        String query = "//user[name='" + name + "' and password='" + password + "']";
        return xpath.evaluate(query, users, XPathConstants.NODE);
    }
}
