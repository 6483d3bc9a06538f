void f(char *name, char *line, FILE *stream)
{
    // ruleid: c-temporary-name
    tmpnam(line);
    // ruleid: c-temporary-name
    mktemp(name);
    // ok: c-temporary-name
    mkstemp(name);
    // ok: c-temporary-name
    stream = tmpfile();
}
