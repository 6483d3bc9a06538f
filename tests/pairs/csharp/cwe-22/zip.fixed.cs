public static void Extract(ZipArchive archive, string target)
{
    var root = Path.GetFullPath(target) + Path.DirectorySeparatorChar;
    foreach (var entry in archive.Entries)
    {
        var path = Path.GetFullPath(Path.Combine(root, entry.FullName));
        if (!path.StartsWith(root, StringComparison.Ordinal))
            throw new InvalidDataException("Entry outside of the folder");
        entry.ExtractToFile(path, overwrite: true);
    }
}
