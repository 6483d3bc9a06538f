void f(char *name, char *line, FILE *stream)
{
    // ruleid: c-unbounded-scan
    scanf("%s", line);
    // ruleid: c-unbounded-scan
    fscanf(stream, "%d %s", &n, line);
    // ok: c-unbounded-scan
    scanf("%63s", line);
    // ok: c-unbounded-scan
    sscanf(name, "%d", &n);
}
