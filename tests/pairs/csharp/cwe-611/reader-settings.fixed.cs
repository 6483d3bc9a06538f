using System.IO;
using System.Xml;

public class FeedReader
{
    public string ReadTitle(Stream input)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
        };
        using var reader = XmlReader.Create(input, settings);
        return reader.ReadToFollowing("title") ? reader.ReadElementContentAsString() : "";
    }
}
