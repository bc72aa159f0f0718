/* What C++ calls for thread_local objects with destructors: the one thread ends with the program. */
int __cxa_atexit(void (*destroy)(void *), void *object, void *library);
int __cxa_thread_atexit(void (*destroy)(void *), void *object, void *library);

int __cxa_thread_atexit(void (*destroy)(void *), void *object, void *library)
{
    return __cxa_atexit(destroy, object, library);
}
