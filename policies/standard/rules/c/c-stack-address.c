#include <stdio.h>
#include <stdlib.h>

char *own(int id)
{
    // ruleid: c-stack-address
    char name[32];
    snprintf(name, sizeof name, "%d", id);
    return name;
}

char *kept(int id)
{
    // ok: c-stack-address
    static char name[32];
    snprintf(name, sizeof name, "%d", id);
    return name;
}

char *allocated(int id)
{
    // ok: c-stack-address
    char *name = malloc(32);
    if (name != NULL)
        snprintf(name, 32, "%d", id);
    return name;
}

int *numbers(void)
{
    // ruleid: c-stack-address
    int all[4] = {1, 2, 3, 4};
    return all;
}

int *filled(void)
{
    // ruleid: c-stack-address
    int all[4];
    for (int i = 0; i < 4; i++)
        all[i] = i;
    return all;
}
