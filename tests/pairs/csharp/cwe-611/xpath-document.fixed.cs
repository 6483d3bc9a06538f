using System.Xml;
using System.Xml.Linq;

public class Settings
{
    public string Load(string xml)
    {
        using XmlReader reader = XmlReader.Create(new System.IO.StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        return XDocument.Load(reader).Root?.Value ?? "";
    }
}
