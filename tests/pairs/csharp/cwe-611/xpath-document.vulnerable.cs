using System.Xml;
using System.Xml.Linq;

public class Settings
{
    public string Load(string xml)
    {
        XmlTextReader reader = new XmlTextReader(new System.IO.StringReader(xml));
        reader.ProhibitDtd = false;
        return XDocument.Load(reader).Root?.Value ?? "";
    }
}
