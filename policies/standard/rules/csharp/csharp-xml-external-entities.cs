class Sample
{
    void Run(string name, HttpRequest request)
    {
        // ruleid: csharp-xml-external-entities
        settings.DtdProcessing = DtdProcessing.Parse;
        // ruleid: csharp-xml-external-entities
        document.XmlResolver = new XmlUrlResolver();
        // ok: csharp-xml-external-entities
        settings.DtdProcessing = DtdProcessing.Prohibit;
        // ok: csharp-xml-external-entities
        document.XmlResolver = null;
    }
}
