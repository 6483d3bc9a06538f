void f(const std::string &name, char *line)
{
    // ruleid: cpp-stream-into-buffer
    char word[8]; std::cin >> word;
    // ruleid: cpp-stream-into-buffer
    char other[16]; std::cin >> other;
    // ok: cpp-stream-into-buffer
    std::string text; std::cin >> text;
    // ok: cpp-stream-into-buffer
    std::cin.getline(line, 64);
}
