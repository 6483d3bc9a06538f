#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

FILE *open_spool(void)
{
    char name[] = "/tmp/spoolXXXXXX";
    int fd = mkstemp(name);
    if (fd < 0)
        return NULL;
    return fdopen(fd, "w");
}
