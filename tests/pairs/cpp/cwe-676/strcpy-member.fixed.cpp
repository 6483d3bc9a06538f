#include <cstring>
#include <string>

class Session {
public:
    explicit Session(const char *user)
    {
        std::strncpy(user_, user, sizeof(user_) - 1);
        user_[sizeof(user_) - 1] = '\0';
    }

private:
    char user_[32];
};
