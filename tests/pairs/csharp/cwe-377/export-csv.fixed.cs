using System.IO;
using System.Text;

public static class Exporter
{
    public static string Export(string csv)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("export").FullName, "customers-export.csv");
        File.WriteAllText(path, csv, Encoding.UTF8);
        return path;
    }
}
