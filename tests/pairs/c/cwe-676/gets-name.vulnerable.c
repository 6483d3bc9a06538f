#include <stdio.h>
#include <string.h>

void ask_name(char *name, size_t size)
{
    char line[128];
    printf("Name: ");
    gets(line);
    snprintf(name, size, "%s", line);
}
