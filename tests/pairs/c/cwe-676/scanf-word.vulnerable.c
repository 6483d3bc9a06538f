int read_command(char *command)
{
    char word[16];
    if (scanf("%s", word) != 1)
        return -1;
    return find_command(word);
}
