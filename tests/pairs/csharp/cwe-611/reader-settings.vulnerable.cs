using System.IO;
using System.Xml;

public class FeedReader
{
    public string ReadTitle(Stream input)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Parse,
            XmlResolver = new XmlUrlResolver(),
        };
        using var reader = XmlReader.Create(input, settings);
        return reader.ReadToFollowing("title") ? reader.ReadElementContentAsString() : "";
    }
}
