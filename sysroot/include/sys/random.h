#ifndef _VIVARIUM_SYS_RANDOM_H
#define _VIVARIUM_SYS_RANDOM_H

#include_next <sys/random.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GRND_NONBLOCK 1
#define GRND_RANDOM 2
#define GRND_INSECURE 4

ssize_t getrandom(void *, size_t, unsigned);

#ifdef __cplusplus
}
#endif

#endif
