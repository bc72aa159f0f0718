// The programs of poppler in one, which does what its name says.
#include <cstdio>
#include <cstring>

#define PROGRAM(name) int name(int argc, char *argv[]);
#include "programs.def"
#undef PROGRAM

static const struct {
    const char *name;
    int (*main)(int argc, char *argv[]);
} programs[] = {
#define PROGRAM(name) { #name, name },
#include "programs.def"
#undef PROGRAM
};

int main(int argc, char *argv[])
{
    const char *slash = std::strrchr(argv[0], '/');
    const char *name = slash ? slash + 1 : argv[0];
    for (const auto &program : programs) {
        if (std::strcmp(program.name, name) == 0) {
            return program.main(argc, argv);
        }
    }
    std::fprintf(stderr, "%s: not a program of poppler\n", name);
    return 127;
}
