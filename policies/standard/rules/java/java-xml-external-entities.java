import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;

class Xml {
    DocumentBuilder read() throws Exception {
        // ruleid: java-xml-external-entities
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        return builder;
    }

    SAXParser stream() throws Exception {
        // ruleid: java-xml-external-entities
        return SAXParserFactory.newInstance().newSAXParser();
    }

    DocumentBuilder safe() throws Exception {
        // ok: java-xml-external-entities
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder builder = factory.newDocumentBuilder();
        return builder;
    }

    SAXParser safeStream() throws Exception {
        // ok: java-xml-external-entities
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newSAXParser();
    }
}
