#include <stdlib.h>

struct item *first(void)
{
    // ruleid: c-size-of-pointer
    struct item *made = malloc(sizeof(made));
    return made;
}

struct item *second(size_t count)
{
    // ruleid: c-size-of-pointer
    struct item *items = calloc(count, sizeof(struct item *));
    return items;
}

struct item *safe(size_t count)
{
    // ok: c-size-of-pointer
    struct item *items = calloc(count, sizeof(struct item));
    return items;
}

struct item **safe_too(size_t count)
{
    // ok: c-size-of-pointer
    struct item **items = calloc(count, sizeof(struct item *));
    return items;
}

struct item *safe_still(size_t count)
{
    // ok: c-size-of-pointer
    struct item *items = malloc(count * sizeof(*items));
    return items;
}
