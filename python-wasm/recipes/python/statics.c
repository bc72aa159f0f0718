/*
 * Objects of C++ that were constructed while the interpreter was prepared are not destroyed when a program ends: that
 * would free, and so write, memory that all share. The linker has every call of __cxa_atexit come here.
 */
#include "prepared.h"

int __real___cxa_atexit(void (*destroy)(void *), void *object, void *library);
int __wrap___cxa_atexit(void (*destroy)(void *), void *object, void *library);

int __wrap___cxa_atexit(void (*destroy)(void *), void *object, void *library)
{
    return preparation == PREPARING ? 0 : __real___cxa_atexit(destroy, object, library);
}
