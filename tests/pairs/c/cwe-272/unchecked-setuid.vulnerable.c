#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

void drop_rights(const struct passwd *user)
{
    setgid(user->pw_gid);
    setuid(user->pw_uid);
}
