int rotate_log(const char *path)
{
    if (seteuid(0) != 0)
        return -1;
    int status = rename(path, "/var/log/old.log");
    if (seteuid(getuid()) != 0)
        abort();
    return status;
}
