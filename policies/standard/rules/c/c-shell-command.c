void f(char *name, char *line, FILE *stream)
{
    // ruleid: c-shell-command
    system(line);
    // ruleid: c-shell-command
    popen(line, "r");
    // ok: c-shell-command
    system("clear");
    // ok: c-shell-command
    popen("ls", "r");
}
