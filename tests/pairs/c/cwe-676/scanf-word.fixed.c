int read_command(char *command)
{
    char word[16];
    if (scanf("%15s", word) != 1)
        return -1;
    return find_command(word);
}
