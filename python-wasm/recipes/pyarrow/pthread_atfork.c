/* Arrow wants to be called around forks; there are none. */
int pthread_atfork(void (*prepare)(void), void (*parent)(void), void (*child)(void))
{
    return 0;
}
