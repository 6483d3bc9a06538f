int connect_to(const char *host)
{
    char name[64];
    if (strlen(host) >= sizeof(name))
        return -1;
    memcpy(name, host, strlen(host) + 1);
    return open_connection(name, 443);
}
