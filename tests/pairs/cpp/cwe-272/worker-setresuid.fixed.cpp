#include <cstdlib>
#include <stdexcept>
#include <unistd.h>

void Worker::leaveRoot(uid_t uid, gid_t gid)
{
    if (setresgid(gid, gid, gid) != 0 || setresuid(uid, uid, uid) != 0)
        throw std::runtime_error("still root");
    run();
}
