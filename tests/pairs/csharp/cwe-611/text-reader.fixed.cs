using System.IO;
using System.Xml;

public static class Importer
{
    public static int CountRows(string path)
    {
        var count = 0;
        using (var reader = new XmlTextReader(path))
        {
            reader.DtdProcessing = DtdProcessing.Prohibit;
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.Name == "row")
                {
                    count++;
                }
            }
        }
        return count;
    }
}
