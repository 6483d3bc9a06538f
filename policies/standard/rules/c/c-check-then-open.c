#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

int append(const char *path)
{
    // ruleid: c-check-then-open
    if (access(path, W_OK) != 0)
        return -1;
    FILE *file = fopen(path, "a");
    return file != NULL;
}

int view(const char *path)
{
    FILE *file = NULL;
    // ruleid: c-check-then-open
    if (access(path, R_OK) == 0) {
        file = fopen(path, "r");
    }
    return file != NULL;
}

int safe(const char *path)
{
    struct stat about;
    int file = open(path, O_RDONLY | O_NOFOLLOW);
    // ok: c-check-then-open
    if (file < 0 || fstat(file, &about) != 0)
        return -1;
    return file;
}

int other(const char *path, const char *target)
{
    // ok: c-check-then-open
    if (access(path, F_OK) != 0)
        return -1;
    FILE *file = fopen(target, "w");
    return file != NULL;
}
