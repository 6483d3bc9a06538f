void f(char *name, char *line, FILE *stream)
{
    // ruleid: c-unbounded-copy
    strcpy(line, name);
    // ruleid: c-unbounded-copy
    strcat(line, name);
    // ok: c-unbounded-copy
    strcpy(line, "none");
    // ok: c-unbounded-copy
    strncpy(line, name, 8);
}
