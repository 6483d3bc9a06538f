FILE *open_scratch(void)
{
    return tmpfile();
}
