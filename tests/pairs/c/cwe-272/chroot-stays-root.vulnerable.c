int serve(const char *root, const char *name, uid_t uid)
{
    if (chroot(root) != 0 || chdir("/") != 0)
        return -1;
    FILE *data = fopen(name, "r");
    if (!data)
        return -1;
    int status = send_file(data);
    fclose(data);
    return status;
}
