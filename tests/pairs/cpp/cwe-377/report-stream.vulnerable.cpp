#include <cstdlib>
#include <fstream>
#include <string>
#include <unistd.h>

bool writeReport(const std::string &text)
{
    std::ofstream out("/tmp/nightly_report.txt");
    out << text;
    return out.good();
}
