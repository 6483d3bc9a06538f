void f(const std::string &name, char *line)
{
    // ruleid: cpp-weak-random
    int token = rand();
    // ruleid: cpp-weak-random
    session_key = rand() % 100;
    // ok: cpp-weak-random
    int index = rand() % 6;
    // ok: cpp-weak-random
    int token = next_token();
}
