#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

void drop_rights(const struct passwd *user)
{
    if (setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)
        abort();
}
