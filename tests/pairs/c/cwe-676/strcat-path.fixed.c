int load(const char *folder, const char *file)
{
    char path[256];
    int length = snprintf(path, sizeof(path), "/srv/data/%s/%s", folder, file);
    if (length < 0 || (size_t)length >= sizeof(path))
        return -1;
    return read_data(path);
}
