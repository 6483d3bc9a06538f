// ruleid: c-macro-call
#define RUN(command) system(command)
// ruleid: c-macro-call
#define READ gets
// ok: c-macro-call
#define RUN(command) run(command)
// ok: c-macro-call
#define SYSTEM_MAX 3
