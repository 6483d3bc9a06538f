#include <cstdlib>
#include <stdexcept>
#include <unistd.h>

void Worker::leaveRoot(uid_t uid, gid_t gid)
{
    setresgid(gid, gid, gid);
    setresuid(uid, uid, uid);
    run();
}
