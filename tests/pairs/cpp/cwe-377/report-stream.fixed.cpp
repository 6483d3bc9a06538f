#include <cstdlib>
#include <fstream>
#include <string>
#include <unistd.h>

bool writeReport(const std::string &text)
{
    char name[] = "/tmp/nightly_report_XXXXXX";
    int fd = mkstemp(name);
    if (fd < 0)
        return false;
    bool ok = write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    close(fd);
    return ok;
}
