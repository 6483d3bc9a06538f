int load(const char *folder, const char *file)
{
    char path[256] = "/srv/data/";
    strcat(path, folder);
    strcat(path, "/");
    strcat(path, file);
    return read_data(path);
}
