#ifndef _VIVARIUM_STDIO_H
#define _VIVARIUM_STDIO_H

/* wasi-libc declares these deprecated; the macros keep its declarations out of the way of ours. */
#define tmpnam __wasilibc_no_tmpnam
#define tmpfile __wasilibc_no_tmpfile
#include_next <stdio.h>
#undef tmpnam
#undef tmpfile

#ifdef __cplusplus
extern "C" {
#endif

#define TMP_MAX 10000
#define L_tmpnam 20
#define P_tmpdir "/tmp"

FILE *tmpfile(void);
char *tmpnam(char *);
char *tempnam(const char *, const char *);
FILE *popen(const char *, const char *);
int pclose(FILE *);

#ifdef __cplusplus
}
#endif

#endif
