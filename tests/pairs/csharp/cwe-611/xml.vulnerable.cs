public static XmlDocument Load(Stream upload)
{
    var document = new XmlDocument { XmlResolver = new XmlUrlResolver() };
    document.Load(upload);
    return document;
}
