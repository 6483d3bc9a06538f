int connect_to(const char *host)
{
    char name[64];
    strcpy(name, host);
    return open_connection(name, 443);
}
