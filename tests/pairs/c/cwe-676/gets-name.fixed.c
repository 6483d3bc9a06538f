#include <stdio.h>
#include <string.h>

void ask_name(char *name, size_t size)
{
    char line[128];
    printf("Name: ");
    if (!fgets(line, sizeof(line), stdin))
        line[0] = '\0';
    snprintf(name, size, "%s", line);
}
