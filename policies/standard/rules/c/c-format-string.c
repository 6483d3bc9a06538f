void f(char *name, char *line, FILE *stream)
{
    // ruleid: c-format-string
    printf(name);
    // ruleid: c-format-string
    fprintf(stream, line);
    // ok: c-format-string
    printf("%s", name);
    // ok: c-format-string
    printf(USAGE);
}
