#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

FILE *open_spool(void)
{
    char name[] = "/tmp/spoolXXXXXX";
    if (mktemp(name) == NULL)
        return NULL;
    return fopen(name, "w");
}
