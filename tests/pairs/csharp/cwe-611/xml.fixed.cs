public static XmlDocument Load(Stream upload)
{
    var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
    using var reader = XmlReader.Create(upload, settings);
    var document = new XmlDocument { XmlResolver = null };
    document.Load(reader);
    return document;
}
