import java.io.StringReader;
import org.dom4j.Document;
import org.dom4j.io.SAXReader;

public class Importer {
    public Document parse(String xml) throws Exception {
        SAXReader reader = new SAXReader();
        reader.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return reader.read(new StringReader(xml));
    }
}
