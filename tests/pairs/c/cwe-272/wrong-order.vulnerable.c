#include <err.h>
#include <grp.h>
#include <unistd.h>

static void become(uid_t uid, gid_t gid)
{
    if (setgroups(1, &gid) == -1)
        err(1, "setgroups");
    if (setuid(uid) == -1)
        err(1, "setuid");
    if (setgid(gid) == -1)
        err(1, "setgid");
}
