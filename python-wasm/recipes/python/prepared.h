/* An interpreter that was initialized when the image was built; see docs/architecture.md, "Prepared programs". */
#ifndef PREPARED_H
#define PREPARED_H

#define Py_BUILD_CORE
#include <Python.h>
#include <stdbool.h>

/* main.c: what comes before the first use of libc; what the interpreter has built in. */
void begin(void);
void extend_inittab(void);

/* prepare.c: what this memory holds: nothing, an interpreter that is being prepared, or one that is to be started. */
extern enum preparation { UNPREPARED, PREPARING, PREPARED } preparation;

/* immortal.c */
void make_immortal(void);
void allocate_apart(void);

/* start.c: runs the interpreter that was prepared; returns the exit status. */
int start_prepared(int argc, char **argv);

/* waiting.c: the modules that are loaded and wait to be imported. */
extern PyMethodDef waiting_methods[];
PyObject *import_waiting(PyObject *name);
bool is_name_waiting(const char *name, size_t len);
bool is_module_prepared(PyObject *module);

/* finish.c: destroys what this start made. */
void finish_prepared(PyThreadState *thread);

#endif
