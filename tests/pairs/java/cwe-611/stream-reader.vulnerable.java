import java.io.InputStream;
import javax.xml.stream.*;

public class Feed {
    static XMLStreamReader reader(InputStream stream) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        return factory.createXMLStreamReader(stream);
    }
}
