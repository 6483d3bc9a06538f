#include <cstring>
#include <string>

class Session {
public:
    explicit Session(const char *user)
    {
        std::strcpy(user_, user);
    }

private:
    char user_[32];
};
