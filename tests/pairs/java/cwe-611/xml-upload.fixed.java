import java.io.IOException;
import javax.servlet.http.*;
import javax.xml.parsers.*;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

public class XmlUpload extends HttpServlet {
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Document document = factory.newDocumentBuilder().parse(request.getInputStream());
            response.getWriter().print(document.getDocumentElement().getTagName().length());
        } catch (ParserConfigurationException | SAXException failure) {
            response.setStatus(400);
        }
    }
}
