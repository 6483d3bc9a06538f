#include <unistd.h>

void show(const char *path)
{
    char target[256];
    // ruleid: c-link-without-end
    ssize_t n = readlink(path, target, sizeof(target));
    target[n] = 0;
    // ruleid: c-link-without-end
    n = readlinkat(3, path, target, sizeof(target));
    // ok: c-link-without-end
    n = readlink(path, target, sizeof(target) - 1);
    // ok: c-link-without-end
    n = readlinkat(3, path, target, sizeof(target) - 1);
}
