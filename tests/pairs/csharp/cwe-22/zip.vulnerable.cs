public static void Extract(ZipArchive archive, string target)
{
    foreach (var entry in archive.Entries)
    {
        var path = Path.Combine(target, entry.FullName);
        entry.ExtractToFile(path, overwrite: true);
    }
}
