using System.IO;
using System.Text;

public static class Exporter
{
    public static string Export(string csv)
    {
        var path = Path.Combine(Path.GetTempPath(), "customers-export.csv");
        File.WriteAllText(path, csv, Encoding.UTF8);
        return path;
    }
}
