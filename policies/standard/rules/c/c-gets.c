void f(char *name, char *line, FILE *stream)
{
    // ruleid: c-gets
    gets(line);
    // ruleid: c-gets
    if (gets(name)) return;
    // ok: c-gets
    fgets(line, 64, stream);
    // ok: c-gets
    my_gets(line);
}
