FILE *open_scratch(void)
{
    char name[L_tmpnam];
    if (!tmpnam(name))
        return NULL;
    return fopen(name, "wb+");
}
