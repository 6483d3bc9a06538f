void f(char *name, char *line, FILE *stream)
{
    // ruleid: c-unbounded-format
    sprintf(line, "%s/x", name);
    // ruleid: c-unbounded-format
    vsprintf(line, name, list);
    // ok: c-unbounded-format
    sprintf(line, "%d", 7);
    // ok: c-unbounded-format
    snprintf(line, 64, "%s", name);
}
